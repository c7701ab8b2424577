/** Whether everything is to be tried, which takes a while: `npm run test:deep`. */
export const isDeep = process.env.DEEP !== undefined;

/** Of cases that each cost a process or more, these few; all of them in `npm run test:deep`. */
export const share = <T>(few: number, all: readonly T[]): readonly T[] => (isDeep ? all : all.slice(0, few));

/** Keeps the exit status of a command whose work is done. */
export type Finish = (status: number) => void;

import { expect } from 'vitest';

/** A row that is expected, and what its command or its text must be. */
export type Expected = ReturnType<typeof no>;

/** What is wrong, how that comes about, and the rows that say so. */
export type Wrong = readonly [name: string, change: () => void, rows: readonly Expected[]];

export const no = (check: string, detail: RegExp, mended: RegExp, needed = true) => ({
  row: { check, answer: 'no', needed, detail: expect.stringMatching(detail) },
  mended: expect.stringMatching(mended),
});

export const unknown = (...args: Parameters<typeof no>): Expected => {
  const { row, mended } = no(...args);
  return { row: { ...row, answer: 'unknown' }, mended };
};

export const set = <T extends object>(item: T, changed: Partial<T>) => void Object.assign(item, changed);
export const remove = <T>(list: T[], item: T) => void list.splice(list.indexOf(item), 1);

export function first<T>(list: readonly T[], which: (item: T) => boolean = () => true): T {
  const found = list.find(which);
  if (!found) throw new Error('There is none.');
  return found;
}

/** A policy that denies, everything where nothing else is said. */
export const denyRoot = (Condition: object, statement: object = { Action: '*' }) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Resource: '*', ...statement, Condition }],
});
export const isRoot = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } };

import { expect, it } from 'vitest';
import { compareWithLast, type Look, remember } from '../../../lambdas/report/since-last';
import { credentialKinds } from '../../../lambdas/run/model';
import type { AccountPosture } from '../../../lambdas/run/posture';
import type { ReportedAccount } from '../../../lambdas/run/report-shapes';
import { reportedAccount } from '../support/report-fixture';

const key = { kind: 'access-keys', id: 'AKIA1' } as const;
const password = { kind: 'login-profile', id: 'login-profile@2026-11-20T00:00:00.000Z' } as const;
const left = (...credentials: { kind: typeof key.kind | typeof password.kind; id: string }[]) =>
  reportedAccount({ outcome: 'kept', remaining: credentials.map((each) => ({ ...each, why: 'kept' })) });
const clean = reportedAccount({ outcome: 'clean' });
const purgedOf = (...deleted: (typeof key)[]) =>
  reportedAccount({ outcome: 'purged', deleted: deleted.map((each) => ({ ...each, result: 'deleted' })) });
const unknown = reportedAccount({ outcome: 'unknown', unknown: [...credentialKinds] });

/** A look a day, each compared with what the one before left. */
function life(...days: [Look['mode'], ReportedAccount][]) {
  let last: AccountPosture | undefined;
  return days.map(([mode, account], index) => {
    const look: Look = { run: `run-${index + 1}`, at: `2026-11-0${index + 1}T00:00:00.000Z`, mode };
    const since = compareWithLast(account, last, look);
    last = remember(account, last, look);
    return since;
  });
}
const day = (n: number) => `2026-11-0${n}T00:00:00.000Z`;

it('compares the first look with nothing', () => {
  expect(life(['audit', left(key)])).toEqual([
    { found: [{ ...key, came: 'first-look', since: day(1), wasKnown: false }], gone: [], unknown: undefined },
  ]);
});

it('knows what is new, what is still there since when, and what went by itself', () => {
  const [, appeared, stayed, gone] = life(
    ['audit', clean],
    ['audit', left(key)],
    ['audit', left(key)],
    ['audit', clean],
  );
  const known = { ...key, came: 'new', since: day(2) };
  expect(appeared).toMatchObject({ found: [{ ...known, wasKnown: false }], gone: [] });
  expect(stayed).toMatchObject({ last: { run: 'run-2', at: day(2) }, found: [{ ...known, wasKnown: true }] });
  expect(gone).toMatchObject({ found: [], gone: [known] });
});

it('calls back what came after a purge had left the account clean, and goes on doing so', () => {
  const [, back, still, gone, again] = life(
    ['purge', purgedOf(key)],
    ['audit', left(password)],
    ['audit', left(password)],
    ['audit', clean],
    ['audit', left(key)],
  );
  const purged = { run: 'run-1', at: day(1) };
  const known = { ...password, came: 'back', since: day(2) };
  expect(back).toMatchObject({ purged, found: [{ ...known, wasKnown: false }] });
  expect(still).toMatchObject({ purged, found: [{ ...known, wasKnown: true }] });
  expect(gone).toMatchObject({ purged, gone: [known] });
  expect(again).toMatchObject({ purged, found: [{ ...key, came: 'back', since: day(5), wasKnown: false }] });
});

it('calls nothing gone that was not read, and nothing new of which nobody knew', () => {
  const [, unread, read] = life(['audit', left(key)], ['audit', unknown], ['audit', left(key, password)]);
  expect(unread).toMatchObject({ found: [], gone: [], unknown: { runs: 1, since: day(2) } });
  expect(read?.found).toMatchObject([
    { ...key, came: 'first-look', wasKnown: true },
    { ...password, came: 'new', wasKnown: false },
  ]);
  const [, first] = life(['audit', unknown], ['audit', left(key)]);
  expect(first?.found).toMatchObject([{ ...key, came: 'first-look', wasKnown: false }]);
});

it('counts the runs in which an account was unknown, from the first', () => {
  const [, , third, read, anew] = life(
    ['audit', unknown],
    ['purge', unknown],
    ['audit', unknown],
    ['audit', clean],
    ['audit', unknown],
  );
  expect(third?.unknown).toEqual({ runs: 3, since: day(1) });
  expect(read?.unknown).toBeUndefined();
  expect(anew?.unknown).toEqual({ runs: 1, since: day(5) });
});

it('does not call gone by itself what this app deleted', () => {
  const [, purge, audit] = life(['audit', left(key)], ['purge', purgedOf(key)], ['audit', clean]);
  expect(purge).toMatchObject({ found: [{ ...key, came: 'first-look', wasKnown: true }], gone: [] });
  expect(audit).toMatchObject({ found: [], gone: [] });
});

it('keeps what a later run saw from an older one that ends after it', () => {
  const later = remember(left(key), undefined, { run: 'later', at: day(5), mode: 'audit' });
  const older: Look = { run: 'older', at: day(3), mode: 'purge' };
  expect(compareWithLast(clean, later, older)).toEqual({
    last: { run: 'later', at: day(5) },
    purged: undefined,
    isOvertaken: true,
    found: [],
    gone: [],
  });
  expect(remember(clean, later, older)).toBe(later);
});

it('remembers a run once, however often it is tried', () => {
  const look: Look = { run: 'run', at: day(1), mode: 'audit' };
  const once = remember(unknown, undefined, look);
  expect(remember(unknown, once, look)).toEqual(once);
});

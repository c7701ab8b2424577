/** What is asked of a run, each with what holds if it does. */
export const checkTitles = {
  files: 'every file of the run can be read',
  digests: 'the files are those whose digests were written down',
  decision: 'any decision is about this plan, and was made by somebody who was asked',
  plan: 'the plan holds exactly what was read',
  'approved-only': 'everything that was deleted had been approved',
  accounted: 'everything that was approved is accounted for',
  once: 'every account or target of the run is reported exactly once',
  'password-first': 'no MFA device went before the password that it protected',
  claims: 'every deletion that is reported has a result behind it',
  outcomes: 'every outcome follows from what was read',
  signature: 'the digests are signed',
} as const;

/** A check of a record by its name, as `verify --json` prints it. */
export type RecordCheckName = keyof typeof checkTitles;

/** Whether something holds: three values, since what nobody can check does not hold for that. */
export type CheckVerdict = 'holds' | 'fails' | 'cannot-be-checked';

/** What one check came to, and in sentences why it fails or cannot be made. */
export interface RecordCheck {
  readonly check: RecordCheckName;
  readonly verdict: CheckVerdict;
  readonly findings: readonly string[];
}

/** A check that fails for each problem, and without one cannot be made for each thing that is missing. */
export function checked(
  check: RecordCheckName,
  problems: readonly string[],
  missing: readonly string[] = [],
): RecordCheck {
  if (problems.length > 0) return { check, verdict: 'fails', findings: problems };
  if (missing.length > 0) return { check, verdict: 'cannot-be-checked', findings: missing };
  return { check, verdict: 'holds', findings: [] };
}

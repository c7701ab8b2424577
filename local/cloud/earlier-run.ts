import { existsSync, rmSync } from 'node:fs';
import { isJsonObject } from '../runtime/json';
import { readJournal } from './journal';
import type { ReadyCaller } from './ready-caller';
import { NotResumableError, type ResumePoint, whereToGoOn } from './resume-point';
import { type RunPaths, runPaths } from './run-paths';

/** A run that was interrupted, and goes on now. */
export interface EarlierRun extends ResumePoint {
  /** It was asked to delete, and not only to audit. */
  readonly purges: boolean;
}

/** @throws NotResumableError */
export function openEarlierRun(dataFolder: string, run: string, now: Date): EarlierRun {
  const paths = runPaths(dataFolder, run);
  try {
    const journal = readJournal(paths.journal);
    if (!journal) throw new NotResumableError(`There is no journal of it (${paths.journal}).`);
    const point = whereToGoOn(journal, { isDecided: existsSync(paths.decision), now });
    const { input } = point.started;
    return { ...point, purges: isJsonObject(input) && input.mode === 'purge' };
  } catch (error) {
    if (!(error instanceof NotResumableError)) throw error;
    throw new NotResumableError(`${run} cannot be gone on with. ${error.message}`);
  }
}

/** @throws NotResumableError */
export function assertSameCaller({ started }: EarlierRun, caller: ReadyCaller): void {
  const differs = (what: string, before: string, now: string) => {
    if (before === now) return;
    throw new NotResumableError(
      `${started.run} was started in ${what} ${before}, and your credentials are of ${what} ${now}. Use credentials of ${before}.`,
    );
  };
  differs('organization', started.organizationId, caller.organizationId);
  differs('account', started.accountId, caller.accountId);
}

/** @throws NotResumableError */
export function assertSameDefinition({ started }: EarlierRun, digest: string): void {
  if (started.definition === digest) return;
  throw new NotResumableError(
    `${started.run} was started with another version of the workflow. Go on with that version, or start a new run: what is already deleted is no trouble to it.`,
  );
}

/** From here on the links of the earlier process lead nowhere, even if its port is the same. */
export function forgetLinks({ asksAgain }: EarlierRun, { approval }: RunPaths): void {
  if (asksAgain) rmSync(approval, { force: true });
}

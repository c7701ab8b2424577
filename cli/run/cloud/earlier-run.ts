import { existsSync, rmSync } from 'node:fs';
import { isTaskRun } from '../../../lambdas/run/execution-names';
import { isJsonObject, type JsonObject } from '../../../local-aws';
import { readJournal } from './journal';
import type { ReadyCaller } from './ready-caller';
import { NotResumableError, type ResumePoint, whereToGoOn } from './resume-point';
import { lockRun } from './run-lock';
import { type RunPaths, runPaths } from './run-paths';

/** A run that was interrupted, and goes on now. */
export interface EarlierRun extends ResumePoint {
  /** It was asked to delete, and not only to audit. */
  readonly purges: boolean;
  /** What it was asked for, if that was a privileged task. */
  readonly task?: JsonObject;
}

/** An earlier run that no other process is at, until it is let go of. */
export interface TakenRun {
  readonly earlier: EarlierRun;
  readonly unlock: () => void;
}

/**
 * Keeps an earlier run to this process, before its journal is read, which another one may be writing.
 * @throws NotResumableError where there is no such run, another process is at it, or it cannot be gone on with
 */
export function takeEarlierRun(dataFolder: string, run: string, now: Date): TakenRun {
  const paths = runPaths(dataFolder, run);
  try {
    if (!existsSync(paths.journal))
      throw new NotResumableError(`There is no journal of it (${paths.journal}).`);
    const unlock = lockRun(paths.lock);
    try {
      return { earlier: earlierRun(paths, now), unlock };
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    if (!(error instanceof NotResumableError)) throw error;
    throw new NotResumableError(`${run} cannot be gone on with. ${error.message}`);
  }
}

function earlierRun({ journal, decision }: RunPaths, now: Date): EarlierRun {
  const point = whereToGoOn(readJournal(journal), { isDecided: existsSync(decision), now });
  const { run, input } = point.started;
  const asked = isJsonObject(input) ? input : {};
  return { ...point, purges: asked.mode === 'purge', task: isTaskRun(run) ? asked : undefined };
}

/** Lets a run go on in the organization and account that it began in. @throws NotResumableError for another one */
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

/** Lets a run go on with the definition of this digest. @throws NotResumableError where it began with another one */
export function assertSameDefinition({ started }: EarlierRun, digest: string): void {
  if (started.definition === digest) return;
  throw new NotResumableError(
    `${started.run} was started with another version of the workflow. Go on with that version, or start a new run: what is already deleted is no trouble to it.`,
  );
}

/** Lets a run go on with the configuration of this digest. @throws NotResumableError where it began with another one */
export function assertSameConfiguration({ started }: EarlierRun, digest: string): void {
  if (started.configuration === digest) return;
  throw new NotResumableError(
    `${started.run} was started with another configuration, and might purge what is excluded by now, or the other way round. Go on with the configuration of then, or start a new run: what is already deleted is no trouble to it.`,
  );
}

/** Makes the links of an earlier process lead nowhere, even if its port is the same. */
export function forgetLinks({ asksAgain }: EarlierRun, { approval }: RunPaths): void {
  if (asksAgain) rmSync(approval, { force: true });
}

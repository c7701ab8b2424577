import { join, relative } from 'node:path';
import { failureOfCaught } from '../../lambdas/report/explain';
import type { CredentialKind } from '../../lambdas/run/model';
import type { AnyReport } from '../../lambdas/tasks/shapes';
import type { ExecutionResult } from '../../local-aws';
import { failedFor, totalsOf } from '../terminal/credential-totals';
import type { Interruption } from '../terminal/interruption';
import { interruptedStatus } from '../terminal/interrupts';
import { formatsOf } from '../terminal/report-text';
import { formatSummary, type Summary } from '../terminal/summary';
import type { Screen } from '../terminal/terminal';
import { wrapLines } from '../terminal/wrap';
import type { RunFolder } from './run-folder';
import type { Startable } from './startable';
import { type RunBucket, withStepsOnThisMachine } from './steps-on-this-machine';
import type { World } from './world';

/** A run that has ended, and where that is shown. */
export interface RunResult {
  readonly startable: Pick<Startable, 'formatInterruption'>;
  readonly result: ExecutionResult;
  /** How far it came, should it have been interrupted. */
  readonly interruption: Interruption;
  /** Where people read. */
  readonly screen: Screen;
  /** Where a program reads, if one does. */
  readonly stdout: NodeJS.WritableStream | undefined;
  readonly folder: RunFolder;
  readonly report: AnyReport | undefined;
  /** What this machine, or this program, failed at. */
  readonly crash: string | undefined;
  readonly bucket: RunBucket;
  readonly world: Pick<World, 'countCredentials' | 'faults'>;
  /** How often each operation of the simulated organization was called. */
  readonly calls: Record<string, number>;
  readonly credentialsBefore: number | null;
  /** The kinds of credentials that fail an audit which finds them. */
  readonly failOn: readonly CredentialKind[];
}

/** Shows how a run ended, to people and, with `--json`, to a program. Returns the exit status. */
export function showResult(run: RunResult): number {
  const { result, report, crash, screen, stdout, folder, world, calls, credentialsBefore } = run;
  const seconds = (result.stopDate.getTime() - result.startDate.getTime()) / 1000;
  const credentialsAfter = world.countCredentials();
  const ending = { report, seconds, calls, credentialsAfter };
  const failed = result.status === 'SUCCEEDED' ? failedFor(run.failOn, report) : '';
  const isCut = crash === undefined ? isInterrupted(result) : report === undefined;
  const ended = isCut ? interrupted(run) : summary(run, ending);
  const crashed = isCut || crash === undefined ? '' : wrapLines(`\n${crash}`, screen.width);
  screen.stream.write(`\n${[ended, failed, crashed].filter(Boolean).join('\n')}\n`);
  if (stdout) {
    const { transitions, status } = result;
    const outcomes = report?.outcomes ?? {};
    const counted = { credentials: totalsOf(report), credentialsBefore, credentialsAfter, calls };
    const told = {
      status,
      outcomes,
      ...counted,
      transitions,
      seconds,
      run: folder.path,
      crash,
      faults: world.faults?.(),
    };
    stdout.write(`${JSON.stringify(told)}\n`);
  }
  return failed || crash !== undefined ? 2 : exitStatus(result);
}

type Ending = Pick<Summary, 'report' | 'seconds' | 'calls' | 'credentialsAfter'>;

function summary({ result, screen, folder, bucket, credentialsBefore }: RunResult, ending: Ending): string {
  const here = { ...bucket, folder: relative(process.cwd(), bucket.folder) || '.' };
  return formatSummary({
    ...ending,
    report: ending.report && withStepsOnThisMachine(ending.report, here),
    status: result.status,
    failure: failureIn(result),
    credentialsBefore,
    reportPaths: ending.report
      ? formatsOf(ending.report).map((format) => shortPath(folder, `report.${format}`))
      : [],
    width: screen.width,
    color: screen.color,
  });
}

/** Somebody pressed Ctrl-C, or the caller's credentials have expired. */
const interruptions = ['Interrupted', 'CredentialsExpired'];

function isInterrupted({ status, ...ended }: ExecutionResult): boolean {
  return status === 'ABORTED' && 'error' in ended && interruptions.includes(ended.error ?? '');
}

function interrupted({ startable, result, crash, interruption, screen }: RunResult): string {
  const reason = crash ?? ('cause' in result ? result.cause : undefined);
  return startable.formatInterruption({ ...interruption, reason }, screen.width);
}

/** The first state refuses wrong input before anything is done. */
function exitStatus(result: ExecutionResult): number {
  if (result.status === 'SUCCEEDED') return 0;
  if (result.error === 'Interrupted') return interruptedStatus;
  return result.error === 'InvalidInputError' ? 1 : 2;
}

function failureIn(result: ExecutionResult): { error: string; cause: string } | undefined {
  if (result.status === 'SUCCEEDED') return undefined;
  const { error = result.status, cause = '' } = result;
  return { error, cause: failureOfCaught({ state: '', error, cause }).message };
}

function shortPath(folder: RunFolder, file: string): string {
  return relative(process.cwd(), join(folder.path, file));
}

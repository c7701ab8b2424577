import { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { CredentialKind } from '../../lambdas/run/model';
import { machineClock } from '../terminal/clock';
import { failedFor } from '../terminal/credential-totals';
import { interruptedStatus, watchInterrupts } from '../terminal/interrupts';
import { createProgress } from '../terminal/progress';
import type { Streams } from '../terminal/streams';
import { screenFor } from '../terminal/terminal';
import { conclusionAsJson, exitStatus, formatConclusion } from './conclusion';
import { type AppOptions, appConfiguration, type DeployedApp, followCommand } from './deployed-app';
import type { ExecutionFacts } from './describe-execution';
import { followExecution } from './follow';
import { readReport } from './read-run-objects';

/** An execution to follow. */
interface Followed {
  readonly executionArn: string;
  readonly run: string;
  /** The kinds of credentials that fail an audit which finds them. @default none */
  readonly failOn?: readonly CredentialKind[];
}

/**
 * Follows an execution on the terminal and shows how it ended. Resolves with the exit status. Ctrl-C, or an error on
 * the way, ends the following alone.
 * @throws the error that ended the following
 */
export async function followToEnd(
  sfn: SFNClient,
  app: Pick<DeployedApp, 'runBucket'>,
  { executionArn, run, failOn = [] }: Followed,
  options: AppOptions,
  streams: Streams,
): Promise<number> {
  const { stream: out, ...output } = screenFor(options, streams);
  const width = Math.min(output.width, 120);
  const { settingsFor } = await appConfiguration(options);
  const objects = { s3: new S3Client(settingsFor('S3')), bucket: app.runBucket, run };
  const progress = createProgress(out, output);
  const goOn = `The execution goes on. Follow it again with:\n  ${followCommand(executionArn, options)}\n`;
  let execution: ExecutionFacts;
  const stop = new AbortController();
  const stopWatching = watchInterrupts({
    first: () => stop.abort(),
    second: () => process.exit(interruptedStatus),
  });
  try {
    const what = { sfn, executionArn, objects };
    const { signal } = stop;
    execution = await followExecution({ ...what, progress, clock: machineClock, width, signal });
  } catch (error) {
    progress.stop();
    out.write(`\nNo longer followed. ${goOn}`);
    if (stop.signal.aborted) return interruptedStatus;
    throw error;
  } finally {
    stopWatching();
    progress.stop();
  }
  const report = await readReport(objects);
  const conclusion = { execution, report, objects };
  const failed = failedFor(failOn, report.known ? report.value : undefined);
  out.write(`\n${[formatConclusion(conclusion, width, output.color), failed].filter(Boolean).join('\n')}\n`);
  if (options.json) streams.stdout.write(`${JSON.stringify(conclusionAsJson(conclusion))}\n`);
  return failed ? 2 : exitStatus(execution);
}

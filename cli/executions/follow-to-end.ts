import { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { systemClock } from '../../local-aws';
import { interruptedStatus, watchInterrupts } from '../run/interrupts';
import { createProgress } from '../terminal/progress';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { conclusionAsJson, exitStatus, formatConclusion } from './conclusion';
import { type AppOptions, appSettings, type DeployedApp, followCommand } from './deployed-app';
import type { ExecutionFacts } from './describe-execution';
import { followExecution } from './follow';
import { readReport } from './read-run-objects';

/**
 * Follows an execution on the terminal and shows how it ended. Resolves with the exit status. Ctrl-C, or an error on
 * the way, ends the following alone.
 */
export async function followToEnd(
  sfn: SFNClient,
  app: Pick<DeployedApp, 'runBucket'>,
  { executionArn, run }: { executionArn: string; run: string },
  options: AppOptions,
  streams: Streams,
): Promise<number> {
  const out = options.json ? streams.stderr : streams.stdout;
  const shown = describeOutput(out, streams.env);
  const output = { ...shown, color: shown.color && options.color };
  const width = Math.min(output.width, 120);
  const objects = { s3: new S3Client(appSettings(options)), bucket: app.runBucket, run };
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
    execution = await followExecution({ ...what, progress, clock: systemClock, width, signal });
  } catch (error) {
    progress.stop();
    out.write(`\nNo longer followed. ${goOn}`);
    if (stop.signal.aborted) return interruptedStatus;
    throw error;
  } finally {
    stopWatching();
    progress.stop();
  }
  const conclusion = { execution, report: await readReport(objects), objects };
  out.write(`\n${formatConclusion(conclusion, width, output.color)}\n`);
  if (options.json) streams.stdout.write(`${JSON.stringify(conclusionAsJson(conclusion))}\n`);
  return exitStatus(execution);
}

import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { read, whyUnknown } from '../aws/fact';
import { CommandError } from '../command-error';
import { conclusionAsJson, exitStatus, formatConclusion } from '../executions/conclusion';
import { appConfiguration, type DeployedApp, findApp, runOf } from '../executions/deployed-app';
import type { ExecutionFacts } from '../executions/describe-execution';
import { followToEnd } from '../executions/follow-to-end';
import { type RunObjects, readReport } from '../executions/read-run-objects';
import { checkRegion, checkStateMachine } from '../options/parse-options';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { findExecution, machinesOf } from './find-execution';
import { formatExecutions, listExecutions } from './list-executions';
import { type StatusOptions, showRunning } from './show-running';

/**
 * Does `root-purge status`, of one execution or of the latest. Resolves with the exit status: 0, or 2 where the one
 * execution did not succeed.
 * @throws CommandError for wrong options, or where nothing is found
 */
export async function status(
  wanted: string | undefined,
  given: StatusOptions,
  streams: Streams,
): Promise<number> {
  const problems: string[] = [];
  checkRegion(problems, given);
  checkStateMachine(problems, given);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  const options = located(wanted, given);
  const app = await findApp(options);
  const { settingsFor } = await appConfiguration(options);
  const sfn = new SFNClient(settingsFor('SFN'));
  if (wanted === undefined) return showLatest(sfn, app, options, streams);
  const execution = await findExecution(sfn, app, wanted);
  const { executionArn } = execution;
  const run = runOf(app, execution);
  if (options.follow) return followToEnd(sfn, app, { executionArn, run }, options, streams);
  const objects = { s3: new S3Client(settingsFor('S3')), bucket: app.runBucket, run };
  if (execution.status === 'RUNNING') await showRunning(sfn, execution, objects, options, streams);
  else await showEnded(execution, objects, options, streams);
  return exitStatus(execution);
}

/** An execution's ARN says by itself where it is; the stack then only adds where its report is. */
function located(wanted: string | undefined, options: StatusOptions): StatusOptions {
  const [, prefix, machine] = /^(arn:[^:]+:states:[^:]+:\d{12}):execution:([^:]+):/.exec(wanted ?? '') ?? [];
  return machine ? { ...options, stateMachine: `${prefix}:stateMachine:${machine}` } : options;
}

/** As many as a screen shows. */
const most = 20;

async function showLatest(
  sfn: SFNClient,
  app: DeployedApp,
  options: StatusOptions,
  { stdout, env }: Streams,
): Promise<number> {
  const lists = await Promise.all(
    machinesOf(app).map((arn) => {
      const kind = arn === app.privilegedTasksArn ? 'task' : 'purge';
      return read('states:ListExecutions', () => listExecutions(sfn, arn, kind, most));
    }),
  );
  const hidden = lists.filter((list) => !list.known).map(whyUnknown);
  if (hidden.length === lists.length) throw new CommandError(hidden.join('\n'));
  const executions = lists
    .flatMap((list) => (list.known ? list.value : []))
    .sort((a, b) => b.startDate.getTime() - a.startDate.getTime())
    .slice(0, most);
  const { color } = describeOutput(stdout, env, options.color);
  const text = options.json
    ? JSON.stringify(executions, null, 2)
    : [formatExecutions(executions, new Date(), color), ...hidden.map((why) => `Not listed: ${why}.`)].join(
        '\n',
      );
  stdout.write(`${text}\n`);
  return 0;
}

async function showEnded(
  execution: ExecutionFacts,
  objects: RunObjects,
  options: StatusOptions,
  { stdout, env }: Streams,
): Promise<void> {
  const conclusion = { execution, report: await readReport(objects), objects };
  const { width, color } = describeOutput(stdout, env, options.color);
  const text = options.json
    ? JSON.stringify(conclusionAsJson(conclusion), null, 2)
    : `${execution.executionArn}\n${formatConclusion(conclusion, Math.min(width, 120), color)}`;
  stdout.write(`${text}\n`);
}

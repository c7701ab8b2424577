import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import type { CredentialKind } from '../../lambdas/run/model';
import { CommandError } from '../command-error';
import {
  type AppOptions,
  appConfiguration,
  type DeployedApp,
  findApp,
  followCommand,
  runOf,
} from '../executions/deployed-app';
import { followToEnd } from '../executions/follow-to-end';
import { readExecutionName } from '../options/execution-name';
import { readTextFile } from '../options/file-options';
import { checkRegion, checkStateMachine } from '../options/parse-options';
import { type ExecutionRequest, executionRequest, taskRequest } from '../options/requested-input';
import { UsageError } from '../options/usage-error';
import { readFailOn, type WorkOptions } from '../options/work-options';
import type { Streams } from '../terminal/streams';
import { screenFor } from '../terminal/terminal';
import { fittingInput, saidByCaller, startExecution } from './start-execution';

/** The options of `root-purge start`. */
export interface StartOptions extends AppOptions, WorkOptions {
  name?: string;
  /** `false` after `--no-follow`. */
  follow: boolean;
}

/**
 * Does `root-purge start`. Resolves with the exit status: 0 it succeeded or is not followed, 2 it did not succeed, 130
 * no longer followed.
 * @throws UsageError for wrong options
 * @throws CommandError where the app is not found, or the execution cannot be started
 */
export async function start(options: StartOptions, streams: Streams): Promise<number> {
  const { request, name, failOn } = checked(options);
  const app = await findApp(options);
  const stateMachineArn = machineFor(options, app);
  const { settingsFor } = await appConfiguration(options);
  const sfn = new SFNClient(settingsFor('SFN'));
  const said = await saidByCaller(request, new STSClient(settingsFor('STS')));
  const input = await fittingInput(said, name, app, new S3Client(settingsFor('S3')));
  const executionArn = await startExecution(sfn, stateMachineArn, name, input);
  const { stream } = screenFor(options, streams);
  const say = (text: string) => void stream.write(`${text}\n`);
  say(`Started ${executionArn}\n`);
  if (options.follow) {
    const run = runOf(app, { stateMachineArn, name });
    return followToEnd(sfn, app, { executionArn, run, failOn }, options, streams);
  }
  say(`Follow it with:\n  ${followCommand(executionArn, options)}`);
  if (options.json) streams.stdout.write(`${JSON.stringify({ executionArn, name, status: 'RUNNING' })}\n`);
  return 0;
}

/** An execution as it was asked for. */
interface Asked {
  readonly request: ExecutionRequest;
  readonly name: string;
  /** The kinds of credentials whose finding makes the exit status 2. */
  readonly failOn: readonly CredentialKind[];
}

/** What is to be started, and under which name. @throws UsageError naming everything that is wrong with the options */
function checked(options: StartOptions): Asked {
  const problems: string[] = [];
  const purge = executionRequest(problems, options, readTextFile);
  const task = taskRequest(problems, options, readTextFile);
  const failOn = readFailOn(problems, options, purge.input);
  if (failOn.length > 0 && !options.follow)
    problems.push('--fail-on: received together with --no-follow, which sees nothing found');
  const name = readExecutionName(problems, options);
  checkRegion(problems, options);
  checkStateMachine(problems, options);
  if (problems.length > 0) throw new UsageError(problems, 'root-purge start');
  return { request: task ? { input: task } : purge, name, failOn };
}

/** The state machine that was asked for. @throws CommandError where the app has no privileged tasks */
function machineFor({ task, stateMachine, stack }: StartOptions, app: DeployedApp): string {
  if (task === undefined || stateMachine) return app.stateMachineArn;
  if (app.privilegedTasksArn) return app.privilegedTasksArn;
  throw new CommandError(
    `The stack ${stack} has no output PrivilegedTasksArn. Nothing was started. Deploy the app again (docs/deploying.md).`,
  );
}

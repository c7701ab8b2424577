import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { writeText } from '../../lambdas/shared/run-store';
import { printable } from '../../local/terminal/printable';
import { CommandError } from '../command-error';
import { type AppOptions, appSettings, type DeployedApp, findApp, followCommand } from '../deployed-app';
import { followToEnd } from '../executions/follow-to-end';
import type { Streams } from '../streams';
import { type ExecutionRequest, executionRequest, type InputOptions } from './execution-input';

export interface StartOptions extends AppOptions, InputOptions {
  name?: string;
  /** `false` after `--no-follow`. */
  follow: boolean;
}

/**
 * `root-purge start`. Resolves with the exit status: 0 it succeeded or is not followed, 2 it did not succeed, 130 no
 * longer followed.
 * @throws CommandError or InvalidInputError before anything is started
 */
export async function start(options: StartOptions, streams: Streams): Promise<number> {
  const request = executionRequest(options);
  const app = await findApp(options);
  const name = options.name ?? executionNameNow();
  const settings = appSettings(options);
  const sfn = new SFNClient(settings);
  const input = await fittingInput(request, name, app, new S3Client(settings));
  const executionArn = await startExecution(sfn, app.stateMachineArn, name, input);
  const say = (text: string) => void (options.json ? streams.stderr : streams.stdout).write(`${text}\n`);
  say(`Started ${executionArn}\n`);
  if (options.follow) return followToEnd(sfn, app, { executionArn, run: name }, options, streams);
  say(`Follow it with:\n  ${followCommand(executionArn, options)}`);
  if (options.json) streams.stdout.write(`${JSON.stringify({ executionArn, name, status: 'RUNNING' })}\n`);
  return 0;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;

/** The input as JSON; a list that is too long for it is put where lists for the app go. */
async function fittingInput(
  { input, list }: ExecutionRequest,
  name: string,
  { runBucket: bucket }: DeployedApp,
  s3: S3Client,
): Promise<string> {
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) <= largestInput) return text;
  if (!list)
    throw new CommandError('The execution input is larger than 256 KiB. Nothing was started. Use --list.');
  if (!bucket)
    throw new CommandError(
      'The list is too long for an execution input, and the run bucket is not known. Nothing was started. Name the stack with --stack.',
    );
  const key = `input/${name}.list`;
  await writeText({ s3, bucket }, key, list.text);
  return JSON.stringify({ ...list.inputWithoutList, accountsFile: `s3://${bucket}/${key}` });
}

async function startExecution(
  sfn: SFNClient,
  stateMachineArn: string,
  name: string,
  input: string,
): Promise<string> {
  try {
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return executionArn ?? '';
  } catch (error) {
    const why = error instanceof Error ? error.name : '';
    if (why === 'ExecutionAlreadyExists')
      throw new CommandError(`--name: there is an execution ${name} already. Nothing was started.`);
    if (why === 'StateMachineDoesNotExist')
      throw new CommandError(`There is no state machine ${printable(stateMachineArn)}. Nothing was started.`);
    throw error;
  }
}

/** A name that sorts by time. */
function executionNameNow(): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}

import type { S3Client } from '@aws-sdk/client-s3';
import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { contentOf } from '../../lambdas/aws-calls/content-of';
import { writeText } from '../../lambdas/run/run-store';
import { CommandError } from '../command-error';
import type { DeployedApp } from '../executions/deployed-app';
import type { ExecutionRequest } from '../options/requested-input';
import { printable } from '../terminal/printable';

/**
 * What was asked for, with the ARN of who asks, unless it says that itself. Nothing hangs on it: where STS does not
 * answer, the report says less.
 */
export async function saidByCaller(request: ExecutionRequest, sts: STSClient): Promise<ExecutionRequest> {
  const { Arn } = await sts.send(new GetCallerIdentityCommand({})).catch(() => ({ Arn: undefined }));
  if (!Arn) return request;
  const by = (input: ExecutionRequest['input']) => ({ startedBy: Arn, ...input });
  const { input, list } = request;
  return { input: by(input), list: list && { ...list, inputWithoutList: by(list.inputWithoutList) } };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;

/** The input as JSON, a list that is too long for it put aside. @throws CommandError where it stays too long */
export async function fittingInput(
  { input, list }: ExecutionRequest,
  name: string,
  { runBucket: bucket }: Pick<DeployedApp, 'runBucket'>,
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

/** Starts an execution; gives its ARN. @throws CommandError for a name that is taken, or no such state machine */
export async function startExecution(
  sfn: SFNClient,
  stateMachineArn: string,
  name: string,
  input: string,
): Promise<string> {
  try {
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return contentOf('states:StartExecution', 'the execution', executionArn);
  } catch (error) {
    const why = error instanceof Error ? error.name : '';
    if (why === 'ExecutionAlreadyExists')
      throw new CommandError(`--name: there is an execution ${name} already. Nothing was started.`);
    if (why === 'StateMachineDoesNotExist')
      throw new CommandError(`There is no state machine ${printable(stateMachineArn)}. Nothing was started.`);
    throw error;
  }
}

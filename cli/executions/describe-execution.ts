import { DescribeExecutionCommand, type ExecutionStatus, type SFNClient } from '@aws-sdk/client-sfn';
import { contentOf } from '../../lambdas/aws-calls/content-of';

/** A Standard execution as DescribeExecution shows it. */
export interface ExecutionFacts {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  /** Why it did not succeed; not there either where its data cannot be read. */
  readonly error?: string;
  readonly cause?: string;
  /** The caller may not decrypt the execution's data, so that error and cause are unknown. */
  readonly dataIsHidden: boolean;
}

/**
 * Describes an execution, whose data is encrypted with a customer managed key: without `kms:Decrypt` on that, the rest
 * can still be read.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export async function describeExecution(sfn: SFNClient, executionArn: string): Promise<ExecutionFacts> {
  try {
    return await describe(sfn, executionArn, false);
  } catch (error) {
    if (!isKmsError(error)) throw error;
    return describe(sfn, executionArn, true);
  }
}

async function describe(sfn: SFNClient, executionArn: string, hidden: boolean): Promise<ExecutionFacts> {
  const includedData = hidden ? 'METADATA_ONLY' : 'ALL_DATA';
  const answer = await sfn.send(new DescribeExecutionCommand({ executionArn, includedData }));
  const content = <T>(what: string, value: T | undefined) =>
    contentOf('states:DescribeExecution', what, value);
  return {
    executionArn,
    name: answer.name ?? executionArn.split(':').at(-1) ?? '',
    stateMachineArn: content('the state machine', answer.stateMachineArn),
    status: content('the status', answer.status),
    startDate: content('the start', answer.startDate),
    stopDate: answer.stopDate,
    error: answer.error,
    cause: answer.cause,
    dataIsHidden: hidden,
  };
}

/** Whether a call failed because the caller may not decrypt the execution's data. */
export function isKmsError(error: unknown): boolean {
  return error instanceof Error && /^Kms\w+Exception$/.test(error.name);
}

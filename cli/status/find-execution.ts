import type { SFNClient } from '@aws-sdk/client-sfn';
import { executionArn, parseStateMachineArn } from '../../local-aws';
import { isAccessDenied } from '../aws/aws-failures';
import { CommandError } from '../command-error';
import type { DeployedApp } from '../executions/deployed-app';
import { describeExecution, type ExecutionFacts } from '../executions/describe-execution';
import { printable } from '../terminal/printable';

/** The execution of this name or ARN. @throws CommandError where there is none */
export async function findExecution(
  sfn: SFNClient,
  app: DeployedApp,
  wanted: string,
): Promise<ExecutionFacts> {
  const arns = wanted.startsWith('arn:')
    ? [wanted]
    : machinesOf(app).map((arn) => executionArn(parseStateMachineArn(arn), wanted));
  const denied: unknown[] = [];
  for (const arn of arns) {
    try {
      return await describeExecution(sfn, arn);
    } catch (error) {
      if (isAccessDenied(error)) denied.push(error);
      else if (!isNotThere(error)) throw error;
    }
  }
  if (denied.length > 0) throw denied[0];
  throw new CommandError(
    `There is no execution ${printable(wanted)}. npx root-purge status lists the latest; Step Functions keeps them for 90 days.`,
  );
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && ['ExecutionDoesNotExist', 'InvalidArn'].includes(error.name);
}

/** The purge's, and that of the privileged tasks where the app has one. */
export function machinesOf({ stateMachineArn, privilegedTasksArn }: DeployedApp): string[] {
  return [...new Set([stateMachineArn, privilegedTasksArn].filter((arn) => arn !== undefined))];
}

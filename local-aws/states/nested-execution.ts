import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Access } from '../iam/access-control';
import type { Principal } from '../iam/principal';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { accountId, partition, region } from '../template/physical-id';
import { AwsError } from '../wire/aws-error';
import type { ExecutionsOfAll } from './executions-of-all';
import type { TaskIntegration } from './state';
import { StatesError } from './states-error';

/** The rule by which Step Functions learns that a nested execution has ended; the role must be allowed to keep it. */
const eventsRule = `arn:${partition}:events:${region}:${accountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;

/**
 * Starts an execution and waits for its end; resolves with its description, input and output as JSON, and fails the
 * task with `States.TaskFailed` where it did not succeed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export function startExecutionSync(
  executions: ExecutionsOfAll,
  assertAllowed: (access: Access) => void = () => undefined,
  by?: Principal,
): TaskIntegration {
  return async (args, { signal, submitted }) => {
    const { StateMachineArn, Name, Input = {} } = isJsonObject(args) ? args : {};
    const { executionArn, startDate, execution } = inServiceWords(() => {
      assertAllowed({ action: 'states:StartExecution', resource: String(StateMachineArn) });
      for (const action of ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'])
        assertAllowed({ action, resource: eventsRule });
      const name = Name === undefined ? undefined : String(Name);
      const started = executions.start(String(StateMachineArn), JSON.stringify(Input), name, by);
      assertAllowed({ action: 'states:DescribeExecution', resource: started.executionArn });
      return { ...started, execution: executions.execution(started.executionArn) };
    });
    submitted({ ExecutionArn: executionArn, StartDate: startDate.getTime() });
    const stop = () => {
      assertAllowed({ action: 'states:StopExecution', resource: executionArn });
      execution.stop();
    };
    signal.addEventListener('abort', stop);
    const { status } = await execution.result;
    signal.removeEventListener('abort', stop);
    const description = described(executions.describe(executionArn));
    if (status !== 'SUCCEEDED') throw new StatesError('States.TaskFailed', JSON.stringify(description));
    return description;
  };
}

function inServiceWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const name = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
    throw new StatesError(`StepFunctions.${name}`, error.message);
  }
}

/** Members with capital letters, times in milliseconds; input and output are JSON, which is what `:2` stands for. */
function described(description: DescribeExecutionOutput): JsonObject {
  const entries = Object.entries(description).map(([name, value]): [string, Json | undefined] => {
    const member = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    if (value instanceof Date) return [member, value.getTime()];
    if (name === 'input' || name === 'output') return [member, JSON.parse(String(value))];
    return [member, value === undefined ? undefined : String(value)];
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

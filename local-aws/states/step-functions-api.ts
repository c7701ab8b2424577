import type {
  DescribeExecutionOutput,
  HistoryEvent,
  RedriveExecutionOutput,
  StartExecutionOutput,
  StopExecutionOutput,
} from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Authorize } from '../iam/access-control';
import type { Principal } from '../iam/principal';
import type { Parameters } from '../wire/parameters';
import { type Operation, type Operations, ServiceApp } from '../wire/service';
import type { Signer } from '../wire/signer';
import { type ExecutionReads, executionReads } from './execution-reads';
import { withoutData } from './history';
import { pageInput, pageOf } from './paging';

/** The tasks that wait for their token. Each throws AwsError: `TaskDoesNotExist`, `InvalidToken` … */
export interface Tasks {
  /** `output` is JSON text. */
  succeed(token: string, output: string): void;
  fail(token: string, error?: string, cause?: string): void;
  /** The ARN of the state machine whose task waits for it; undefined when none does. */
  stateMachineOf?(token: string): string | undefined;
}

/** The executions there are. Each throws AwsError: `ExecutionDoesNotExist` … */
export interface Executions {
  /** `input` is JSON text; without a name the execution gets one. */
  start(stateMachineArn: string, input: string, name?: string, by?: Principal): StartExecutionOutput;
  stop(executionArn: string, error?: string, cause?: string): StopExecutionOutput;
  redrive(executionArn: string): RedriveExecutionOutput;
  describe(executionArn: string): DescribeExecutionOutput;
  history(executionArn: string): readonly HistoryEvent[];
}

/** The tasks and executions that the endpoint tells of, and who may ask. */
export interface StatesOptions {
  tasks: Tasks;
  /** Without it the operations on executions are unknown. */
  executions?: Executions;
  /** Without it they cannot be listed. */
  reads?: ExecutionReads;
  /** Who has signed a request. @default nobody knows */
  principalOf?: (signer: Signer) => Principal | undefined;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

const taskToken = z.string().min(1).max(2048);
const payload = z.string().max(262_144);
const successInput = z.object({ taskToken, output: payload });
const failureInput = z.object({
  taskToken,
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});
const startInput = z.object({
  stateMachineArn: z.string(),
  name: z.string().min(1).max(80).optional(),
  input: payload.default('{}'),
});
const stopInput = z.object({
  executionArn: z.string(),
  ...failureInput.pick({ error: true, cause: true }).shape,
});
const describeInput = z.object({ executionArn: z.string() });
const historyInput = z.strictObject({
  executionArn: z.string(),
  ...pageInput,
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});

/** AWS Step Functions as far as task tokens and the executions of the app's own state machines go. */
export function states({
  tasks,
  executions,
  reads,
  principalOf = () => undefined,
  authorize,
}: StatesOptions): ServiceApp {
  const operations = {
    ...taskOperations(tasks),
    ...(executions && executionOperations(executions, principalOf)),
    ...(reads && executionReads(reads)),
  };
  return new ServiceApp('states', authorize ? authorized(operations, tasks, authorize) : operations);
}

function taskOperations(tasks: Tasks): Operations {
  return {
    SendTaskSuccess: ({ parameters }) => {
      const { taskToken, output } = successInput.parse(parameters);
      tasks.succeed(taskToken, output);
    },
    SendTaskFailure: ({ parameters }) => {
      const { taskToken, error, cause } = failureInput.parse(parameters);
      tasks.fail(taskToken, error, cause);
    },
  };
}

function executionOperations(
  executions: Executions,
  principalOf: NonNullable<StatesOptions['principalOf']>,
): Operations {
  return {
    StartExecution: ({ parameters, signer }) => {
      const { stateMachineArn, name, input: executionInput } = startInput.parse(parameters);
      return executions.start(stateMachineArn, executionInput, name, principalOf(signer));
    },
    StopExecution: ({ parameters }) => {
      const { executionArn, error, cause } = stopInput.parse(parameters);
      return executions.stop(executionArn, error, cause);
    },
    RedriveExecution: ({ parameters }) => executions.redrive(describeInput.parse(parameters).executionArn),
    DescribeExecution: ({ parameters }) => executions.describe(describeInput.parse(parameters).executionArn),
    GetExecutionHistory: ({ parameters }) => {
      const { executionArn, reverseOrder, includeExecutionData, ...paging } = historyInput.parse(parameters);
      const events = [...executions.history(executionArn)];
      if (reverseOrder) events.reverse();
      const { page, ...rest } = pageOf(events, paging);
      return { events: includeExecutionData ? page : page.map(withoutData), ...rest };
    },
  };
}

const resourceInput = z.object({
  taskToken: z.string().optional(),
  stateMachineArn: z.string().optional(),
  executionArn: z.string().optional(),
  mapRunArn: z.string().optional(),
});

/** Actions are named like operations; a token that nobody waits for has no resource, and says so itself. */
function authorized(operations: Operations, tasks: Tasks, authorize: Authorize): Operations {
  const resourceOf = (parameters: Parameters) => {
    const { taskToken, stateMachineArn, executionArn, mapRunArn } = resourceInput.parse(parameters);
    if (taskToken !== undefined) return tasks.stateMachineOf?.(taskToken);
    return stateMachineArn ?? executionArn ?? mapRunArn;
  };
  const check =
    (operation: Operation): Operation =>
    (call) => {
      const resource = resourceOf(call.parameters);
      if (resource) authorize(call.signer, { action: `states:${call.operation}`, resource });
      return operation(call);
    };
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, check(operation)]));
}

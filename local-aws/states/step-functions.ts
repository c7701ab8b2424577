import type { SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../clock';
import type { LambdaRunner } from '../lambda/lambda-runner';
import type { StateMachine } from '../template/template';
import type { ExecutionOptions } from './engine';
import { ExecutionsOfAll } from './executions-of-all';
import { startExecutionSync } from './nested-execution';
import type { ObjectAccess, ProgressEvent } from './state';
import { executionsOf, type StateMachineRules, type StateMachinesOptions } from './state-machines';
import { taskIntegrations } from './task-integrations';
import type { TaskTokens } from './task-tokens';

/** State machines, and what their tasks reach. */
export interface StepFunctionsOptions {
  readonly stateMachines: readonly (readonly [StateMachine, StateMachineRules])[];
  readonly functions: Pick<LambdaRunner, 'invoke'>;
  readonly sns: SNSClient;
  readonly objects: ObjectAccess;
  readonly taskTokens: TaskTokens;
  readonly clock: Clock;
  /** What stands between the state machines and their tasks. @default nothing */
  readonly aroundTasks?: (tasks: ExecutionOptions['tasks']) => ExecutionOptions['tasks'];
  /** Told of every step of an execution. */
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** Step Functions by itself, without an account around it: there is no IAM, and nobody else can start anything. */
export function stepFunctions(options: StepFunctionsOptions): ExecutionsOfAll {
  const { stateMachines, functions, sns, aroundTasks = (tasks) => tasks } = options;
  const tasks: StateMachinesOptions['tasks'] = (_, objects) =>
    aroundTasks(taskIntegrations(functions, sns, objects, startExecutionSync(executions)));
  const executions = new ExecutionsOfAll(
    stateMachines.map(([machine, rules]) => executionsOf(machine, rules, { ...options, tasks })),
  );
  return executions;
}

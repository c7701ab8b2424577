import type { Clock } from '../clock';
import type { RunFaults } from '../faults/run-faults';
import type { AccessControl } from '../iam/access-control';
import type { Principal } from '../iam/principal';
import type { Json } from '../json';
import type { StateMachine } from '../template/template';
import { type ExecutionOptions, startExecution } from './engine';
import { executionRole, roleObjects, stateMachineSession } from './execution-role';
import { type StartedExecution, StartedExecutions } from './executions';
import type { ObjectStore, ProgressEvent } from './state';
import type { TaskTokens } from './task-tokens';

export interface StateMachinesOptions {
  readonly access: AccessControl;
  readonly objects: ObjectStore;
  readonly taskTokens: TaskTokens;
  readonly clock: Clock;
  readonly faults?: Pick<RunFaults, 'objects' | 'runsTwice'>;
  /** What tasks stand for, with the rights of an execution role and the objects that it may see. */
  readonly tasks: (session: Principal, objects: ObjectStore) => ExecutionOptions['tasks'];
  /** Whether an execution of this name left its first object, the file of this name, in an earlier process. */
  readonly isTaken: (name: string, file: string) => boolean;
  readonly recovery?: (
    name: string,
    definition: Json,
    input: Json,
  ) => Pick<ExecutionOptions, 'journal' | 'redrive'>;
  /** Throws an AwsError where an execution with this input must not be. @default any may */
  readonly assertStartable?: (input: Json) => void;
  /** With the run that the execution has in the run store. */
  readonly onStart?: (execution: StartedExecution, run: string) => void;
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** The two state machines of the app, by the construct that each is in. */
export function findStateMachines(machines: readonly StateMachine[]): {
  purge: StateMachine;
  tasks: StateMachine;
} {
  const find = (construct: string) => machines.find(({ logicalId }) => logicalId.startsWith(construct));
  const [purge, tasks] = [find('PurgeWorkflow'), find('PrivilegedTasks')];
  if (!purge || !tasks || machines.length !== 2)
    throw new Error('The app has other state machines than the purge and the privileged tasks.');
  return { purge, tasks };
}

/** Where the executions of a state machine leave what they do. */
export interface RunNames {
  /** The run of the execution of this name. */
  runOf(name: string): string;
  /** The key of the first object of a run. */
  firstObject(run: string): string;
}

/** The executions of one state machine, with the rights of its role. */
export function executionsOf(
  stateMachine: StateMachine,
  { runOf, firstObject }: RunNames,
  options: StateMachinesOptions,
): StartedExecutions {
  const { access, faults, clock, taskTokens } = options;
  const { definition, arn, roleArn } = stateMachine;
  const roleStore = roleObjects(options.objects, access, stateMachine);
  const objects = faults?.objects(roleStore) ?? roleStore;
  let tasks: ExecutionOptions['tasks'] | undefined;
  return new StartedExecutions({
    stateMachineArn: arn,
    launch: (name, input, onEvent) => {
      options.assertStartable?.(input);
      tasks ??= options.tasks(stateMachineSession(stateMachine), objects);
      return startExecution({
        definition,
        stateMachineArn: arn,
        roleArn,
        name,
        input,
        tasks,
        taskTokens,
        objects,
        role: executionRole(access, stateMachine),
        clock,
        runsTwice: faults?.runsTwice,
        onEvent: (event) => {
          onEvent(event);
          options.onProgress?.(event);
        },
        ...options.recovery?.(name, definition, input),
      });
    },
    isTaken: (name) => options.isTaken(name, firstObject(runOf(name))),
    onStart: (execution) => options.onStart?.(execution, runOf(execution.name)),
    clock,
  });
}

import type { Clock } from '../clock';
import type { RunFaults } from '../faults/run-faults';
import type { AccessControl } from '../iam/access-control';
import type { Principal } from '../iam/principal';
import type { Json } from '../json';
import type { StateMachine } from '../template/template';
import { type ExecutionOptions, startExecution } from './engine';
import { executionRole, roleObjects, stateMachineSession } from './execution-role';
import { type StartedExecution, StartedExecutions } from './executions';
import type { ObjectAccess, ProgressEvent } from './state';
import type { TaskTokens } from './task-tokens';

/** What is particular to the executions of one state machine. */
export interface StateMachineRules {
  /** @throws AwsError where an execution with this input must not be. @default any may */
  readonly assertStartable?: (input: Json) => void;
  /** Whether an execution of an earlier process had this name. @default none had */
  readonly isTaken?: (name: string) => boolean;
  /** What an execution of this name goes on from, and who keeps what it needs to be gone on with. @default nothing */
  readonly recovery?: (
    name: string,
    definition: Json,
    input: Json,
  ) => Pick<ExecutionOptions, 'journal' | 'redrive'>;
  /** Whether executions of this process can be redriven in it. @default false */
  readonly isRedrivable?: boolean;
  /** Told of every execution, whoever started it. */
  readonly onStart?: (execution: StartedExecution) => void;
}

/** What the executions of all state machines have in common. */
export interface StateMachinesOptions {
  /** Who may do what. @default everything is allowed */
  readonly access?: AccessControl;
  readonly objects: ObjectAccess;
  readonly taskTokens: TaskTokens;
  readonly clock: Clock;
  readonly faults?: Partial<Pick<RunFaults, 'objects' | 'runsTwice'>>;
  /** What tasks stand for, with the rights of an execution role and the objects that it may see. */
  readonly tasks: (session: Principal, objects: ObjectAccess) => ExecutionOptions['tasks'];
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** The executions of one state machine, with the rights of its role. */
export function executionsOf(
  stateMachine: StateMachine,
  { assertStartable, recovery, isTaken, isRedrivable, onStart }: StateMachineRules,
  options: StateMachinesOptions,
): StartedExecutions {
  const { access, faults, clock, taskTokens } = options;
  const { definition, arn, roleArn } = stateMachine;
  const roleStore = access ? roleObjects(options.objects, access, stateMachine) : options.objects;
  const objects = faults?.objects?.(roleStore) ?? roleStore;
  let tasks: ExecutionOptions['tasks'] | undefined;
  return new StartedExecutions({
    stateMachineArn: arn,
    launch: (name, input, { onEvent, ...going }) => {
      assertStartable?.(input);
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
        role: access && executionRole(access, stateMachine),
        clock,
        runsTwice: faults?.runsTwice,
        onEvent: (event) => {
          onEvent(event);
          options.onProgress?.(event);
        },
        ...going,
        ...recovery?.(name, definition, input),
      });
    },
    isRedrivable,
    isTaken,
    onStart,
    clock,
  });
}

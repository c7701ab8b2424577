import type { StateMachine } from '../../local-aws';

/** The state machines of this app. */
export interface StateMachines {
  readonly purge: StateMachine;
  readonly tasks: StateMachine;
}

/**
 * The two state machines of the app, told apart by the construct that each is in.
 * @throws Error where the template has others
 */
export function findStateMachines(machines: readonly StateMachine[]): StateMachines {
  const purge = machines.find(isOfPurges);
  const tasks = machines.find(({ logicalId }) => logicalId.startsWith('PrivilegedTasks'));
  if (!purge || !tasks || machines.length !== 2)
    throw new Error('The app has other state machines than the purge and the privileged tasks.');
  return { purge, tasks };
}

/** Whether a state machine is the purge's, by the construct that it is in. */
export const isOfPurges = ({ logicalId }: StateMachine) => logicalId.startsWith('PurgeWorkflow');

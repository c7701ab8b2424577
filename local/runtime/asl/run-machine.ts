import type { Json } from '../json';
import { checkPayload } from './payload-limit';
import { runState } from './run-state';
import type { Machine, Run, Variables } from './state';
import { StatesError } from './states-error';

/** Runs a machine from its first state to its last output; throws the error that nothing caught. */
export async function runMachine(
  machine: Machine,
  input: Json,
  run: Run,
  variables: Variables = {},
): Promise<Json> {
  checkPayload(input, machine.startAt);
  let name: string | undefined = machine.startAt;
  let [data, scope] = [input, variables];
  while (name !== undefined) {
    const state = machine.states.get(name);
    if (!state) throw new StatesError('States.Runtime', `There is no state '${name}'`);
    const settled = await runState(state, data, scope, run);
    [name, data, scope] = [settled.next, settled.output, settled.variables];
  }
  return data;
}

import type { Json } from '../json';
import { checkPayload } from './payload-limit';
import { runState } from './run-state';
import type { Machine, Run } from './state';
import { StatesError } from './states-error';
import type { Variables } from './variables';

/** Runs a machine from a state, by default its first, to its last output. @throws the error that nothing caught */
export async function runMachine(
  machine: Machine,
  input: Json,
  run: Run,
  variables: Variables = {},
  startAt = machine.startAt,
): Promise<Json> {
  checkPayload(input, startAt);
  let name: string | undefined = startAt;
  let [data, scope] = [input, variables];
  while (name !== undefined) {
    const state = machine.states.get(name);
    if (!state) throw new StatesError('States.Runtime', `There is no state '${name}'`);
    run.main?.journal?.stateEntered({ state: name, input: data, variables: scope });
    run.main?.interruption.throwIfAborted();
    const settled = await runState(state, data, scope, run);
    [name, data, scope] = [settled.next, settled.output, settled.variables];
  }
  return data;
}

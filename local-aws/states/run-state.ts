import type { Json, JsonObject } from '../json';
import { inputDetails, outputDetails } from './history';
import { withRetryAndCatch } from './retry-and-catch';
import type { Settled } from './settle';
import type { Run, State, StateCall } from './state';
import type { Variables } from './variables';

/** Runs one state from its entry to its exit, and says what comes next. */
export async function runState(state: State, input: Json, variables: Variables, run: Run): Promise<Settled> {
  run.signal.throwIfAborted();
  run.countTransition();
  run.world.onEvent({ type: 'stateEntered', state: state.name });
  const call = enter(state, input, variables, run);
  const settled = await withRetryAndCatch(state, call);
  exit(state, settled, run);
  return settled;
}

function enter(state: State, input: Json, variables: Variables, run: Run): StateCall {
  const { name, type } = state;
  const previousEventId = run.track.last;
  const enteredEventId = run.track.record(`${type}StateEntered`, () => ({
    stateEnteredEventDetails: { name, ...inputDetails(input) },
  }));
  const context = {
    Execution: run.execution,
    StateMachine: run.stateMachine,
    State: {
      Name: name,
      EnteredTime: run.world.clock.now().toISOString(),
      ...(mayBeRetried.has(type) && { RetryCount: 0 }),
    },
  };
  return { run, name, previousEventId, enteredEventId, input, variables, context };
}

const mayBeRetried = new Set<string>(['Task', 'Map']);

function exit({ type, name }: State, { output, assigned }: Settled, run: Run): void {
  if (Object.keys(assigned).length > 0)
    run.world.onEvent({ type: 'assigned', state: name, variables: assigned });
  // A Fail state never exits.
  if (type === 'Fail') return;
  run.track.record(`${type}StateExited`, () => ({
    stateExitedEventDetails: { name, ...outputDetails(output), ...assignmentDetails(assigned) },
  }));
}

function assignmentDetails(assigned: JsonObject) {
  const texts = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]);
  if (texts.length === 0) return {};
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: { truncated: false } };
}

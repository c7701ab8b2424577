import * as z from 'zod/mini';
import type { Json } from '../../json';
import { concurrently } from '../concurrently';
import { within } from '../deadline';
import { work } from '../fields';
import { iterationChains } from '../iteration-chains';
import { itemsOf, mapFields, selectItem } from '../map-items';
import { evaluateNumber } from '../payload-template';
import { runMachine } from '../run-machine';
import type { Machine, StateCall } from '../state';
import { stateType } from '../state-type';

const schema = z.strictObject({ ...work, ...mapFields });

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
const MOST_ITERATIONS_AT_ONCE = 40;

/** Runs the processor for every item inside this execution; the first iteration that fails, fails the Map. */
export const inlineMap = stateType(schema, (state, { parseProcessor }) => {
  const { machine } = parseProcessor(state.ItemProcessor);
  return async (call) => {
    const items = await itemsOf(call, state.Items);
    const atOnce =
      (await evaluateNumber(call, 'MaxConcurrency', state.MaxConcurrency)) || MOST_ITERATIONS_AT_ONCE;
    const { track } = call.run;
    track.record('MapStateStarted', () => ({ mapStateStartedEventDetails: { length: items.length } }));
    const result = await iterate(call, items, atOnce, machine, state.ItemSelector);
    // As in Step Functions, the state's exit follows what its success follows.
    const { last } = track;
    track.record('MapStateSucceeded');
    track.goOnFrom(last);
    return { via: state, output: result, states: { result } };
  };
});

async function iterate(
  call: StateCall,
  items: Json[],
  atOnce: number,
  machine: Machine,
  selector?: Json,
): Promise<Json[]> {
  const outputs = new Array<Json>(items.length).fill(null);
  const { world, signal, track } = call.run;
  const chains = iterationChains(track, call.name);
  await within({ clock: world.clock, signal }, (signal) =>
    concurrently(items.length, atOnce, async (index) => {
      outputs[index] = await chains.within(index, async (track) => {
        const input = await selectItem(call, selector, { Index: index, Value: items[index] ?? null });
        return runMachine(machine, input, { ...call.run, track, signal, main: undefined }, call.variables);
      });
    }),
  );
  return outputs;
}

import type { Json } from '../json';
import { type ChildMachine, type ChildResult, finishedChild, runChild } from './child-execution';
import { concurrently } from './concurrently';
import { within } from './deadline';
import type { UnfinishedMapRun } from './main-run';
import { selectItem } from './map-items';
import type { StateCall } from './state';

/** The children that a Distributed Map runs, and what becomes of their results. */
export interface Children {
  call: StateCall;
  child: ChildMachine;
  items: readonly { Index: number; Value: Json; Source?: string }[];
  /** ItemSelector */
  selector: Json | undefined;
  atOnce: number;
  /** Those of an earlier process, which do not run again. */
  succeeded: UnfinishedMapRun['succeeded'];
  settle(index: number, result: ChildResult): Promise<void>;
}

/**
 * Runs a child execution for each item. Once the execution is interrupted none is started any more; those in flight
 * come to their end.
 * @throws what interrupted the execution, once they have, unless that was all
 */
export async function runChildren(children: Children): Promise<void> {
  const { call, items, atOnce, succeeded, settle } = children;
  const { world, main, signal } = call.run;
  for (const [index, record] of succeeded) await settle(index, finishedChild(record));
  const left = items.filter(({ Index }) => !succeeded.has(Index));
  let settled = 0;
  const work = async (position: number, signal: AbortSignal) => {
    const item = left[position];
    if (item && (await runItem(children, item, signal))) settled++;
  };
  await within({ clock: world.clock, signal }, (signal) =>
    concurrently(left.length, atOnce, (position) => work(position, signal), main?.interruption),
  );
  if (settled < left.length) main?.interruption.throwIfAborted();
}

/** False where the child was given up for an interruption. */
async function runItem(
  { call, child, selector, settle }: Children,
  item: Children['items'][number],
  signal: AbortSignal,
): Promise<boolean> {
  const { name: state, run } = call;
  const { Index: index, Value } = item;
  run.main?.journal?.childStarted(index);
  run.world.onEvent({ type: 'mapItemStarted', state, index, item: Value });
  const input = await selectItem(call, selector, item);
  const runOnce = () => runChild(child, input, { ...run, signal }, { state, index });
  const twin = child.express && run.world.runsTwice?.(state, Value) ? runOnce() : undefined;
  // The Map hears of one of them.
  const [result] = await Promise.all([runOnce(), twin]);
  if (result.status === 'ABORTED' && run.main?.interruption.aborted) return false;
  if (result.output !== undefined) run.main?.journal?.childSucceeded(index, result.record());
  await settle(index, result);
  return true;
}

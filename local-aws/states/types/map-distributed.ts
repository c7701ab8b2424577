import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Json } from '../../json';
import { childStateMachine, mapRunArn, parseStateMachineArn, stateMachineArn } from '../arns';
import type { ChildMachine } from '../child-execution';
import { DefinitionError } from '../definition-error';
import { stateError } from '../execution-stopped';
import { work } from '../fields';
import { itemReader, readItems } from '../item-reader';
import type { UnfinishedMapRun } from '../main-run';
import { runChildren } from '../map-children';
import { itemsOf, mapFields } from '../map-items';
import { checkPayload } from '../payload-limit';
import { evaluateNumber } from '../payload-template';
import { type Results, resultWriter, returnedResults, writtenResults } from '../result-writer';
import type { StateCall } from '../state';
import { stateType } from '../state-type';
import { failureCounter, type ToleratedFailures, toleratedFailures } from '../tolerated-failures';

const schema = z.strictObject({
  ...work,
  ...mapFields,
  Label: z.optional(z.string().check(z.regex(/^[^\s?*<>{}[\]:;,\\|^~$#%&`"]{1,40}$/, 'is not a label'))),
  ItemReader: z.optional(itemReader),
  ResultWriter: z.optional(resultWriter),
});

type Fields = z.infer<typeof schema>;

/**
 * Children at once when MaxConcurrency is 0 or absent. Step Functions runs up to 10,000; here they share one machine,
 * and with more of them waiting for each other an Express child would run into its five minutes.
 */
const MOST_CHILDREN_AT_ONCE = 500;

/** Runs the processor as a child execution for every item, and keeps going while failures are tolerated. */
export const distributedMap = stateType(schema, (state, { state: name, express, parseProcessor }) => {
  if (express) throw new DefinitionError(`${name}: an Express execution cannot run a Distributed Map`);
  if (state.ItemReader && state.Items !== undefined) {
    throw new DefinitionError(`${name}: field Items is not supported together with ItemReader`);
  }
  const { machine, kind } = parseProcessor(state.ItemProcessor);
  const label = state.Label ?? name.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
  const child = { machine, express: kind === 'EXPRESS', label };
  return async (call) => {
    const items = state.ItemReader ? undefined : await itemsOf(call, state.Items);
    const limits = await limitsOf(state, call);
    const result = await recordedMapRun(call, child, items?.length ?? 0, (mapRun) =>
      runMap(state, child, call, { ...mapRun, limits, items }),
    );
    return { via: state, output: result, states: { result } };
  };
});

/** How many children may run and fail. */
interface Limits {
  atOnce: number;
  tolerated: ToleratedFailures;
}

async function limitsOf(state: Fields, call: StateCall): Promise<Limits> {
  const tolerated = await toleratedFailures(call, state);
  return { atOnce: (await evaluateNumber(call, 'MaxConcurrency', state.MaxConcurrency)) ?? 0, tolerated };
}

interface MapRun {
  arn: string;
  id: string;
  /** What there already is of it. */
  earlier?: UnfinishedMapRun;
}

/** Records the Map Run's beginning and end around it. */
async function recordedMapRun(
  { run, name }: StateCall,
  { label }: ChildMachine,
  length: number,
  work: (mapRun: MapRun) => Promise<Json>,
): Promise<Json> {
  const earlier = run.main?.takeMapRun(name);
  const id = earlier?.id ?? randomUUID();
  const arn = mapRunArn(childStateMachine(parseStateMachineArn(run.stateMachine.Id), label), id);
  run.track.record('MapStateStarted', () => ({ mapStateStartedEventDetails: { length } }));
  const started = earlier
    ? run.track.record('MapRunRedriven', () => ({ mapRunRedrivenEventDetails: { mapRunArn: arn } }))
    : run.track.record('MapRunStarted', () => ({ mapRunStartedEventDetails: { mapRunArn: arn } }));
  try {
    const result = await work({ arn, id, earlier });
    checkPayload(result, name);
    run.track.record('MapRunSucceeded');
    run.track.record('MapStateSucceeded');
    // As in Step Functions, the state's exit follows the start of the Map Run.
    run.track.goOnFrom(started);
    return result;
  } catch (thrown) {
    const { name: error, cause } = stateError(thrown, run.signal);
    run.track.record('MapRunFailed', () => ({ mapRunFailedEventDetails: { error, cause } }));
    throw thrown;
  }
}

async function runMap(
  state: Fields,
  child: ChildMachine,
  call: StateCall,
  mapRun: MapRun & { limits: Limits; items?: Json[] },
): Promise<Json> {
  assertMayRun(child, call);
  const { items, source } = await dataset(state, call, mapRun.items);
  const { atOnce, tolerated } = mapRun.limits;
  const results = state.ResultWriter
    ? await writtenResults(call, state.ResultWriter, mapRun)
    : returnedResults();
  const countFailure = failureCounter(tolerated, items.length);
  call.run.world.onEvent({
    type: 'mapRunStarted',
    state: call.name,
    items: items.length,
    maxConcurrency: atOnce,
    toleratedFailurePercentage: tolerated.percentage,
    toleratedFailureCount: tolerated.count,
  });
  await runChildren({
    call,
    child,
    items: items.map((Value, Index) => ({ Index, Value, Source: source })),
    selector: state.ItemSelector,
    atOnce: Math.min(atOnce || MOST_CHILDREN_AT_ONCE, MOST_CHILDREN_AT_ONCE),
    succeeded: succeededEarlier(call, mapRun, items),
    settle: async (index, result) => {
      await results.add(index, result);
      const { status } = result;
      const succeeded = status === 'SUCCEEDED';
      call.run.world.onEvent({ type: 'mapItemFinished', state: call.name, index, status, succeeded });
      if (!succeeded) countFailure();
    },
  }).catch((error) => finishAndThrow(results, error));
  return results.finish();
}

/** The children that need not run again: they succeeded for these very items. */
function succeededEarlier(
  { run: { main }, name: state }: StateCall,
  { id, earlier }: MapRun,
  items: Json[],
): UnfinishedMapRun['succeeded'] {
  if (!main?.journal) return new Map();
  const digest = createHash('sha256').update(JSON.stringify(items)).digest('hex');
  main.journal.mapRunStarted({ state, id, items: digest });
  return earlier?.items === digest ? earlier.succeeded : new Map();
}

function assertMayRun({ label }: ChildMachine, { run: { world, stateMachine } }: StateCall): void {
  world.role?.runChildren(stateMachine.Id);
  const children = childStateMachine(parseStateMachineArn(stateMachine.Id), label);
  world.role?.useExecutionData(stateMachineArn(children));
}

async function dataset(
  { ItemReader }: Fields,
  call: StateCall,
  items: Json[] = [],
): Promise<{ items: Json[]; source?: string }> {
  return ItemReader ? readItems(call, ItemReader) : { items };
}

/** A Map Run that fails exports the results it has all the same. */
async function finishAndThrow(results: Results, error: unknown): Promise<never> {
  await results.finish();
  throw error;
}

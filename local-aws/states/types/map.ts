import { isJsonObject } from '../../json';
import { stateError } from '../execution-stopped';
import type { StateCall } from '../state';
import type { StateType } from '../state-type';
import { distributedMap } from './map-distributed';
import { inlineMap } from './map-inline';

/** Runs a processor for every item; the processor's Mode says where. */
export const map: StateType = {
  compile: (definition, surroundings) => {
    const { ItemProcessor } = definition;
    const config = isJsonObject(ItemProcessor) ? ItemProcessor.ProcessorConfig : undefined;
    const distributed = isJsonObject(config) && config.Mode === 'DISTRIBUTED';
    const run = (distributed ? distributedMap : inlineMap).compile(definition, surroundings);
    return (call) => run(call).catch((thrown) => failed(call, thrown));
  },
};

/** Records that the Map failed, unless it was stopped. */
function failed({ run: { track, signal } }: StateCall, thrown: unknown): never {
  const error = stateError(thrown, signal);
  track.record('MapStateFailed');
  throw error;
}

import { isJsonObject } from '../../json';
import type { StateType } from '../state-type';
import { distributedMap } from './map-distributed';
import { inlineMap } from './map-inline';

/** Runs a processor for every item; the processor's Mode says where. */
export const map: StateType = {
  compile: (definition, surroundings) => {
    const { ItemProcessor } = definition;
    const config = isJsonObject(ItemProcessor) ? ItemProcessor.ProcessorConfig : undefined;
    const distributed = isJsonObject(config) && config.Mode === 'DISTRIBUTED';
    return (distributed ? distributedMap : inlineMap).compile(definition, surroundings);
  },
};

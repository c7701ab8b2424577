import type { Json } from '../json';
import { evaluateNumber } from './evaluate';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/** Counts failed items; `add` throws States.ExceedToleratedFailureThreshold once there are too many. */
export interface ToleratedFailures {
  add(): void;
}

/**
 * The threshold of a Distributed Map, evaluated; once it is exceeded, the Map Run fails. Without one, the first failure
 * fails it (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html).
 */
export async function toleratedFailures(
  call: StateCall,
  percentage: Json | undefined,
  items: number,
): Promise<ToleratedFailures> {
  const share = (await evaluateNumber(call, 'ToleratedFailurePercentage', percentage)) ?? 0;
  const tolerated = (items * share) / 100;
  let failed = 0;
  return {
    add: () => {
      failed++;
      if (failed <= tolerated) return;
      throw new StatesError(
        'States.ExceedToleratedFailureThreshold',
        'The specified tolerated failure threshold was exceeded',
      );
    },
  };
}

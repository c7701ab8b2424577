import type { Json } from '../json';
import { evaluateNumber } from './evaluate';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/** Counts failed items; `add` throws States.ExceedToleratedFailureThreshold once there are too many. */
export interface ToleratedFailures {
  add(): void;
}

/**
 * The thresholds of a Distributed Map, evaluated; either one, once exceeded, fails the Map Run. Without any, the first
 * failure does (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html).
 */
export async function toleratedFailures(
  call: StateCall,
  state: { ToleratedFailureCount?: Json; ToleratedFailurePercentage?: Json },
  items: number,
): Promise<ToleratedFailures> {
  const { ToleratedFailureCount, ToleratedFailurePercentage } = state;
  const count = await evaluateNumber(call, 'ToleratedFailureCount', ToleratedFailureCount);
  const percentage = await evaluateNumber(call, 'ToleratedFailurePercentage', ToleratedFailurePercentage);
  const byPercentage = percentage === undefined ? undefined : (items * percentage) / 100;
  const tolerated = Math.min(count ?? byPercentage ?? 0, byPercentage ?? Number.POSITIVE_INFINITY);
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

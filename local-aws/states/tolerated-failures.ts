import type { Json } from '../json';
import { evaluateNumber } from './payload-template';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/**
 * What is to be called for each item of a Distributed Map that failed: throws States.ExceedToleratedFailureThreshold
 * once they are more than the percentage. Without one, the first failure is
 * (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html).
 */
export async function toleratedFailures(
  call: StateCall,
  percentage: Json | undefined,
  items: number,
): Promise<() => void> {
  const share = (await evaluateNumber(call, 'ToleratedFailurePercentage', percentage)) ?? 0;
  const tolerated = (items * share) / 100;
  let failed = 0;
  return () => {
    failed++;
    if (failed <= tolerated) return;
    throw new StatesError(
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  };
}

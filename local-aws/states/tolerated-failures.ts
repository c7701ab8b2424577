import * as z from 'zod/mini';
import type { Json } from '../json';
import { integerOrExpression, numberOrExpression } from './fields';
import { evaluateNumber } from './payload-template';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/** The fields that say how many failures a Distributed Map tolerates; an inline Map may have them, too, for nothing. */
export const toleratedFailureFields = {
  ToleratedFailurePercentage: z.optional(numberOrExpression),
  ToleratedFailureCount: z.optional(integerOrExpression),
};

/** How many failures are tolerated; what is undefined was not said. */
export interface ToleratedFailures {
  percentage?: number;
  count?: number;
}

/** Evaluates how many failures a Map tolerates. */
export async function toleratedFailures(
  call: StateCall,
  state: { ToleratedFailurePercentage?: Json; ToleratedFailureCount?: Json },
): Promise<ToleratedFailures> {
  return {
    percentage: await evaluateNumber(call, 'ToleratedFailurePercentage', state.ToleratedFailurePercentage),
    count: await evaluateNumber(call, 'ToleratedFailureCount', state.ToleratedFailureCount),
  };
}

/**
 * What is to be called for each item of a Distributed Map that failed: throws States.ExceedToleratedFailureThreshold
 * once they are more than is tolerated. Where nothing is said, the first failure is
 * (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html).
 */
export function failureCounter({ percentage, count }: ToleratedFailures, items: number): () => void {
  const share = (items * (percentage ?? (count === undefined ? 0 : 100))) / 100;
  const tolerated = Math.min(share, count ?? items);
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

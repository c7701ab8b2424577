import { partition } from '@aws-sdk/core/client';
import * as z from 'zod/mini';

/**
 * Whether AWS has a Region of this name. The SDK describes the Regions that it knows, and answers for any other name
 * as for one that is still to come. Pseudo-Regions such as `aws-global` are none.
 */
export function isRegion(name: string): boolean {
  return 'description' in partition(name) && !name.endsWith('-global');
}

/** What is allowed for a Region, in words. */
export const regionRule = 'a Region of AWS such as eu-west-1';

/** A field that names a Region. */
export const regionField = z.string(regionRule).check(z.refine(isRegion, regionRule));

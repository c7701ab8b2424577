import type { Json } from '../json';
import { StatesError } from './states-error';

/**
 * Bytes of UTF-8 that a state's input, output, arguments or result may have
 * (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html).
 */
export const PAYLOAD_LIMIT = 262_144;

/** @throws States.DataLimitExceeded if the value's JSON text is longer than a payload may be */
export function checkPayload(value: Json, stateName: string): void {
  const text = JSON.stringify(value);
  // A UTF-16 unit takes at most three bytes of UTF-8, so most payloads need no counting.
  if (text.length * 3 <= PAYLOAD_LIMIT || Buffer.byteLength(text) <= PAYLOAD_LIMIT) return;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

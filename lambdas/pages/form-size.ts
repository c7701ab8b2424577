import type { Tick } from '../shared/ticks';
import { maxCommentLength, maxNameLength } from './approval-form';

/** What a Lambda takes in one event, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const eventLimit = 6 * 1024 * 1024;

/** The event around the form: headers are at most 10,240 bytes, and the path is in it three times. */
const eventAround = 64 * 1024;

/** Name, comment and digest: a character is at most 9 bytes in a form (`%E2%82%AC`). */
const otherFields = 9 * (maxNameLength + maxCommentLength) + 200;

/**
 * How large the form may be, in bytes; HTTP APIs hand it to the Lambda in base64, 4 bytes for 3. What is larger gets an
 * answer that is none of the page's, so the page says it before.
 */
export const maxFormBytes = Math.floor((eventLimit - eventAround) / 4) * 3;

/** What a tick adds to the form, its confirmation included, in bytes. */
function bytesOf({ value, needsConfirmation }: Tick): number {
  const encoded = new URLSearchParams([['', value]]).toString().length;
  const fields = ['&credential', ...(needsConfirmation ? ['&confirm'] : [])];
  return fields.reduce((sum, field) => sum + field.length + encoded, 0);
}

/** Of these ticks the first ones that one form can hold, each with its confirmation. */
export function ticksThatFit(ticks: readonly Tick[]): Tick[] {
  let left = maxFormBytes - otherFields;
  const beyond = ticks.findIndex((tick) => {
    left -= bytesOf(tick);
    return left < 0;
  });
  return beyond < 0 ? [...ticks] : ticks.slice(0, beyond);
}

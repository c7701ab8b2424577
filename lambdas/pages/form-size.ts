import type { TickBox } from '../approval/tick-boxes';
import { maxCommentLength, maxNameLength } from './approval-form';
import { maxFormBytes } from './form-limit';

/** Name, comment, digest, and which proposal was seen: a character is at most 9 bytes in a form (`%E2%82%AC`). */
const otherFields = 9 * (maxNameLength + maxCommentLength) + 400;

/** What a tick adds to the form, its confirmation included, in bytes. */
function bytesOf({ value, needsConfirmation }: TickBox): number {
  const encoded = new URLSearchParams([['', value]]).toString().length;
  const fields = ['&credential', ...(needsConfirmation ? ['&confirm'] : [])];
  return fields.reduce((sum, field) => sum + field.length + encoded, 0);
}

/** The first ones of these tick boxes that one form can hold, each with its confirmation. */
export function boxesThatFit(ticks: readonly TickBox[]): TickBox[] {
  let left = maxFormBytes - otherFields;
  const beyond = ticks.findIndex((tick) => {
    left -= bytesOf(tick);
    return left < 0;
  });
  return beyond < 0 ? [...ticks] : ticks.slice(0, beyond);
}

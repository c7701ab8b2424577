import { createHash } from 'node:crypto';

/** SHA-256 of the plan's stored bytes, in hexadecimal: what a decision is bound to. */
export function planDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

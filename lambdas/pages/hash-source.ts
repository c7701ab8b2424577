import { createHash } from 'node:crypto';

/**
 * What a Content-Security-Policy allows for one inline style sheet or script. A hash rather than a nonce: the same
 * page stays the same bytes, and the report keeps its look as a file.
 */
export function hashSource(text: string): `'sha256-${string}'` {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

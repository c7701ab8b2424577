import type { CookieOptions } from 'hono/utils/cookie';
import { sha256 } from '../run/sha256';

/**
 * A cookie of this host alone, which no script reads and no other site's form sends. `Lax` and not `Strict`: a link in a
 * mail and the provider's way back are other sites, and lead here by GET, which changes nothing.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis (`__Host-`)
 */
export const hostCookie = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
} as const satisfies CookieOptions;

/** Part of the name of a cookie: enough to tell what it is for from all else, and nothing of it. */
export const shortDigest = (text: string) => sha256(text).slice(0, 16);

import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { script, styles } from '#page-assets';
import { hashSource } from './hash-source';

/**
 * The Content-Security-Policy of a page: nothing but the one style sheet given, no script, no image, no frame unless
 * `others` allow it, and forms go to this site only.
 */
export function contentSecurityPolicy(css: string, ...others: string[]): string {
  return [
    "default-src 'none'",
    `style-src ${hashSource(css)}`,
    ...others,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

const setSecureHeaders = secureHeaders({
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  overwrite: false,
});

/** The pages have one script, which asks this site alone how the run goes. */
const pagePolicy = contentSecurityPolicy(styles, `script-src ${hashSource(script)}`, "connect-src 'self'");

/** Middleware for the headers of every answer. An answer with another style sheet brings its own policy. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await setSecureHeaders(c, next);
  c.res.headers.set('Cache-Control', 'no-store');
  if (!c.res.headers.has('Content-Security-Policy')) c.res.headers.set('Content-Security-Policy', pagePolicy);
};

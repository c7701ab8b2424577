import type { Context, MiddlewareHandler } from 'hono';
import { foreignFormPage } from './message-page';

/**
 * Middleware that refuses what another site's page sends. Browsers say where a request comes from: `Sec-Fetch-Site`
 * first, which no page can set, and else `Origin`; where neither says anything (no browser, an old one), the link's
 * secret decides alone. Reading is left to every site: a mail program's link is one.
 */
export const ownFormOnly: MiddlewareHandler = async (c, next) => {
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  return isRead || isOwn(c) ? next() : c.html(foreignFormPage(), 403);
};

/** Another port of the same machine is the same site, and another subdomain, too: only the same origin is this page. */
function isOwn(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('Origin');
  // A form of a page with `Referrer-Policy: no-referrer`, which this one is, says `null` in the place of its origin.
  return origin === undefined || origin === 'null' || hostOf(origin) === new URL(c.req.url).host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

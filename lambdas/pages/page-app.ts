import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { type OpenedLink, openLink } from '../approval/approval-state';
import type { RunStore } from '../run/run-store';
import { PlanChangedError } from '../skeleton/errors';
import { logger } from '../skeleton/logger';
import { errorPage, notFoundPage, planChangedPage } from './message-page';
import { ownFormOnly } from './own-form-only';
import { pageHeaders } from './security-headers';

/**
 * What every page of this app has around it. Every address that is no valid link gets the same answer, and no path is
 * ever logged, since a path holds a link's secret.
 */
export function pageApp(): Hono {
  const app = new Hono();
  // Uncompressed, a plan of thousands of accounts is larger than a Lambda's answer may be (6 MB).
  app.use(sameTimeForEveryGuess, compress(), pageHeaders, ownFormOnly);
  app.notFound((c) => c.html(notFoundPage(), 404));
  app.onError((error, c) => {
    logger.error('A page failed', { error: error.name, reason: error.message });
    return error instanceof PlanChangedError ? c.html(planChangedPage(), 409) : c.html(errorPage(), 500);
  });
  return app;
}

/** Answers with what a valid link leads to. */
export const withLink =
  (store: RunStore, answer: (link: OpenedLink, c: Context) => Response | Promise<Response>) =>
  async (c: Context) => {
    const link = await openLink(store, c.req.param('run') ?? '', c.req.param('secret') ?? '');
    return link ? answer(link, c) : c.notFound();
  };

/** Longer than S3 takes to say what is not there, or that a secret does not fit. */
const neutralAnswerMilliseconds = 400;

/** An address that is no valid link is answered after the same time, whatever is wrong with it. */
const sameTimeForEveryGuess: MiddlewareHandler = async (c, next) => {
  const started = performance.now();
  await next();
  if (c.res.status === 404) await sleep(neutralAnswerMilliseconds - (performance.now() - started));
};

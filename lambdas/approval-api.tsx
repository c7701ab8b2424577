import { setTimeout as sleep } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { handle } from 'hono/aws-lambda';
import { compress } from 'hono/compress';
import { openLink } from './approval/approval-state';
import { askForDelivery } from './approval/ask-for-delivery';
import { ownClient } from './aws-calls/own-client';
import { decide } from './pages/decide';
import type { ApprovalServices, LinkAnswer } from './pages/link-answer';
import { errorPage, notFoundPage, planChangedPage } from './pages/message-page';
import { ownFormOnly } from './pages/own-form-only';
import { pageHeaders } from './pages/security-headers';
import { sendReport, show } from './pages/show';
import { ownRunStore } from './run/run-store';
import { env } from './skeleton/env';
import { PlanChangedError } from './skeleton/errors';
import { logger } from './skeleton/logger';

/**
 * The approval page and the report over HTTP: GET and HEAD show, only a POST of this page's own form decides. Every
 * address that is no valid link gets the same answer. No path is ever logged, since a path holds a link's secret.
 */
export function approvalApi(services: ApprovalServices): Hono {
  const app = new Hono();
  const withLink = (answer: LinkAnswer) => async (c: Context) => {
    const link = await openLink(services.store, c.req.param('run') ?? '', c.req.param('secret') ?? '');
    return link ? answer(services, link, c) : c.notFound();
  };
  // Uncompressed, a plan of thousands of accounts is larger than a Lambda's answer may be (6 MB).
  app.use(sameTimeForEveryGuess, compress(), pageHeaders, ownFormOnly);
  app.get('/runs/:run/:secret', withLink(show));
  app.post('/runs/:run/:secret', withLink(decide));
  app.get('/runs/:run/:secret/:report{report\\.(?:html|json|csv)}', withLink(sendReport));
  app.notFound((c) => c.html(notFoundPage(), 404));
  app.onError((error, c) => {
    logger.error('The approval API failed', { error: error.name, reason: error.message });
    return error instanceof PlanChangedError ? c.html(planChangedPage(), 409) : c.html(errorPage(), 500);
  });
  return app;
}

/** Longer than S3 takes to say what is not there, or that a secret does not fit. */
const neutralAnswerMilliseconds = 400;

/** An address that is no valid link is answered after the same time, whatever is wrong with it. */
const sameTimeForEveryGuess: MiddlewareHandler = async (c, next) => {
  const started = performance.now();
  await next();
  if (c.res.status === 404) await sleep(neutralAnswerMilliseconds - (performance.now() - started));
};

const lambda = ownClient(LambdaClient);

/** The Lambda `ApprovalApi`, behind the HTTP API: the approval page on the run store of the deployed app. */
export const handler = handle(
  approvalApi({
    store: ownRunStore(),
    now: () => new Date(),
    deliver: (run) => askForDelivery(lambda, env('DELIVERY_FUNCTION'), run),
  }),
);

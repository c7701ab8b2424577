import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { askForDelivery } from './approval/ask-for-delivery';
import { ownClient } from './aws-calls/own-client';
import { decide } from './pages/decide';
import { thisIsMe, withKnownPerson } from './pages/known-person';
import type { ApprovalServices, LinkAnswer, SignInServices } from './pages/link-answer';
import { pageApp, withLink } from './pages/page-app';
import { sendReport, show } from './pages/show';
import { ownSeal } from './root-session/seal';
import { ownRunStore } from './run/run-store';
import { env, envOrNone } from './skeleton/env';

/**
 * The approval page and the report over HTTP: GET and HEAD show, only a POST of this page's own form decides. Where
 * approvers sign in, they do so before either.
 */
export function approvalApi(services: ApprovalServices): Hono {
  const app = pageApp();
  const known = (answer: LinkAnswer) =>
    withLink(services.store, async (link, c) => {
      const person = await withKnownPerson(services, link, c);
      return person instanceof Response ? person : answer(services, person, c);
    });
  app.get('/runs/:run/:secret', known(show));
  app.post('/runs/:run/:secret', known(decide));
  app.get('/runs/:run/:secret/:report{report\\.(?:html|json|csv)}', known(sendReport));
  app.post(
    '/runs/:run/:secret/this-is-me',
    withLink(services.store, (link, c) => thisIsMe(services, link, c)),
  );
  return app;
}

/** Those who sign in, as the deployed app knows them; `undefined` where a link is enough. */
function ownSignIn(): SignInServices | undefined {
  const issuer = envOrNone('SIGN_IN_ISSUER');
  return issuer ? { issuer, approvers: JSON.parse(env('SIGN_IN_APPROVERS')), seal: ownSeal() } : undefined;
}

const lambda = ownClient(LambdaClient);

/** The Lambda `ApprovalApi`, behind the HTTP API: the approval page on the run store of the deployed app. */
export const handler = handle(
  approvalApi({
    store: ownRunStore(),
    now: () => new Date(),
    deliver: (run) => askForDelivery(lambda, env('DELIVERY_FUNCTION'), run),
    signIn: ownSignIn(),
  }),
);

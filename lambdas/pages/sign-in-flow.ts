import type { Context, Hono } from 'hono';
import { type OpenedLink, openLink } from '../approval/approval-state';
import {
  logNotSignedIn,
  NotSignedInError,
  type Provider,
  ProviderUnreachableError,
} from '../identity/provider';
import { beginSession, endSession, type SessionServices } from '../identity/session';
import { beginTransaction, takeTransaction } from '../identity/transaction';
import { noSignInPage } from './message-page';
import { pageApp, withLink } from './page-app';
import { notSignedInPage, providerDownPage, signedOutPage } from './sign-in-pages';

/** What people sign in with, and where their sessions are sealed and ended. */
export interface SignInFlow extends SessionServices {
  readonly provider: Provider;
}

/**
 * The way to the provider and back. GET changes nothing but the cookies of whoever asks. The provider learns neither
 * run nor link: it sends everybody back to one address, and the link waits in a sealed cookie.
 */
export function signInFlow(flow: SignInFlow): Hono {
  const app = pageApp();
  app.get(
    '/runs/:run/:secret/sign-in',
    withLink(flow.store, async (link, c) => {
      const transaction = await beginTransaction(flow.seal, link, flow.now(), c);
      try {
        const url = await flow.provider.authorizationUrl(transaction, c.req.query('again') !== undefined);
        return c.redirect(url.href, 302);
      } catch (error) {
        return whyNot(error, link, c);
      }
    }),
  );
  app.get('/signed-in', (c) => comeBack(flow, c));
  app.post(
    '/runs/:run/:secret/sign-out',
    withLink(flow.store, async (link, c) => {
      const [endSessionUrl] = await Promise.all([flow.provider.endSessionUrl(), endSession(flow, link, c)]);
      return c.html(signedOutPage(link, endSessionUrl));
    }),
  );
  return app;
}

/** Begins the session of whoever comes back, and leads on to the page of the link that they began with. */
async function comeBack(flow: SignInFlow, c: Context): Promise<Response> {
  const { store, seal, now, provider } = flow;
  const transaction = await takeTransaction(seal, c.req.query('state') ?? '', now(), c);
  const link = transaction && (await openLink(store, transaction.run, transaction.secret));
  if (!link) return c.html(noSignInPage(), 400);
  try {
    const person = await provider.personBehind(new URL(c.req.url).search, transaction);
    await beginSession(flow, link, person, c);
    return c.redirect(link.path, 303);
  } catch (error) {
    return whyNot(error, link, c);
  }
}

/** Says why nobody is signed in, without a word of what was exchanged. */
function whyNot(error: unknown, link: OpenedLink, c: Context): Response | Promise<Response> {
  const isDown = error instanceof ProviderUnreachableError;
  if (!isDown && !(error instanceof NotSignedInError)) throw error;
  logNotSignedIn(link.run, error);
  return isDown ? c.html(providerDownPage(link), 502) : c.html(notSignedInPage(link), 400);
}

import type { Context } from 'hono';
import type { OpenedLink } from '../approval/approval-state';
import { planAsAsked } from '../approval/plan-as-asked';
import { bindApprover, matchOf } from '../identity/approver-person';
import { type Session, sessionOf } from '../identity/session';
import { logger } from '../skeleton/logger';
import type { ApprovalServices } from './link-answer';
import { otherProviderPage } from './message-page';
import { isThisYouPage, signInAgainPage, signInPage, wrongPersonPage } from './sign-in-pages';

/**
 * The link with whoever is signed in as its approver; an answer instead where nobody is, or somebody else. Without a
 * sign-in the link alone says who it is.
 */
export async function withKnownPerson(
  services: ApprovalServices,
  link: OpenedLink,
  c: Context,
): Promise<OpenedLink | Response> {
  const { signIn, store, now } = services;
  const asked = link.approval.signIn;
  if (asked && asked.issuer !== signIn?.issuer) return c.html(otherProviderPage(link), 409);
  if (!signIn) return link;
  const session = await sessionOf({ store, now, seal: signIn.seal }, link, c);
  if (!session || session.issuer !== signIn.issuer) return askToSignIn(services, link, signIn.issuer, c);
  const match = await matchOf(store, signIn, session);
  if (match === 'same') return { ...link, decider: { ...link.decider, knownBy: knownBy(session) } };
  if (match === 'unknown') return c.html(isThisYouPage({ link, person: session }));
  logger.warn('Somebody else signed in with the link of an approver', {
    run: link.run,
    approver: link.approver.email,
    issuer: session.issuer,
    subject: session.subject,
  });
  return c.html(wrongPersonPage({ link, person: session }), 403);
}

function knownBy({ issuer, subject, email, authenticatedAt }: Session) {
  return { kind: 'sign-in', issuer, subject, email, authenticatedAt } as const;
}

/** A form that comes without a session comes back with what it held, but for its decision. */
async function askToSignIn(
  { store }: ApprovalServices,
  link: OpenedLink,
  issuer: string,
  c: Context,
): Promise<Response> {
  if (c.req.method !== 'POST')
    return c.html(signInPage(link, await planAsAsked(store, link.approval), issuer), 401);
  const form = [...new URLSearchParams(await c.req.text())].filter(([name]) => name !== 'decision');
  return c.html(signInAgainPage({ link, fields: form }), 401);
}

/** Answers the form of somebody who says that an approver is them. Whoever was the first stays, whatever is sent. */
export async function thisIsMe(
  { signIn, store, now }: ApprovalServices,
  link: OpenedLink,
  c: Context,
): Promise<Response> {
  if (!signIn) return c.notFound();
  const session = await sessionOf({ store, now, seal: signIn.seal }, link, c);
  if (session?.issuer === signIn.issuer && (await matchOf(store, signIn, session)) === 'unknown')
    await bindApprover(store, session, now());
  return c.redirect(link.path, 303);
}

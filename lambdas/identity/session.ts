import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod/mini';
import type { OpenedLink } from '../approval/approval-state';
import { type Seal, sealText } from '../root-session/seal';
import { runKeys } from '../run/run-keys';
import { type RunStore, readText } from '../run/run-store';
import { writeOnce } from '../run/write-once';
import { hostCookie, shortDigest } from './cookies';
import { opened } from './opened';
import { Person } from './person';

/** What is sealed in the cookie of a session. */
const Session = z.extend(Person, {
  id: z.string(),
  run: z.string(),
  approver: z.string(),
  expiresAt: z.string(),
});
/**
 * That a person signed in for one link: it is of use with this link alone, so that it says nothing about another run or
 * another approver. It is sealed, lies in the browser, and ends after an hour or when they sign out.
 */
export type Session = z.infer<typeof Session>;

/**
 * In seconds, and that of the approval does not count: nothing can be decided after it, and its report is to be read.
 */
const lifetime = 3600;

/** What sessions are sealed and looked up with. */
export interface SessionServices {
  readonly store: RunStore;
  readonly seal: Seal;
  readonly now: () => Date;
}

/** One cookie for each link: who is asked about two runs has two, and neither replaces the other. */
const nameFor = ({ run, approver }: OpenedLink) => `session-${shortDigest(`${run}\n${approver.email}`)}`;

/** Begins a session in this browser. */
export async function beginSession(
  { seal, now }: SessionServices,
  link: OpenedLink,
  person: Person,
  c: Context,
): Promise<void> {
  const { run, approver } = link;
  const expiresAt = new Date(now().getTime() + lifetime * 1000).toISOString();
  const session: Session = { ...person, id: randomUUID(), run, approver: approver.email, expiresAt };
  const sealed = await sealText(seal, { purpose: 'session', run }, JSON.stringify(session));
  setCookie(c, nameFor(link), sealed, { ...hostCookie, maxAge: lifetime });
}

/** The session of this browser for a link, if it has one that has not ended. */
export async function sessionOf(
  { store, seal, now }: SessionServices,
  link: OpenedLink,
  c: Context,
): Promise<Session | undefined> {
  const sealed = getCookie(c, nameFor(link), 'host');
  if (!sealed) return undefined;
  const parsed = z.safeParse(Session, await opened(seal, { purpose: 'session', run: link.run }, sealed));
  if (!parsed.success) return undefined;
  const session = parsed.data;
  const isOfLink = session.run === link.run && session.approver === link.approver.email;
  if (!isOfLink || session.expiresAt <= now().toISOString()) return undefined;
  const ended = await readText(store, runKeys.endedSession(link.run, session.id));
  return ended === undefined ? session : undefined;
}

/** Ends a session for whoever kept its cookie, too, and takes the cookie away. */
export async function endSession(
  services: SessionServices,
  link: OpenedLink,
  c: Context,
): Promise<Session | undefined> {
  const session = await sessionOf(services, link, c);
  const { store, now } = services;
  if (session) {
    const endedAt = now().toISOString();
    await writeOnce(store, runKeys.endedSession(link.run, session.id), JSON.stringify({ endedAt }));
  }
  deleteCookie(c, nameFor(link), hostCookie);
  return session;
}

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as oidc from 'openid-client';
import * as z from 'zod/mini';
import type { OpenedLink } from '../approval/approval-state';
import { type Seal, sealText } from '../root-session/seal';
import { hostCookie, shortDigest } from './cookies';
import { opened } from './opened';

/** What is sealed in the cookie of a sign-in that has begun. */
const Transaction = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  run: z.string(),
  /** That of the link. It never leaves the browser but to this app, and not in the clear. */
  secret: z.string(),
  expiresAt: z.string(),
});
/** A sign-in that has begun: what only the answer to it can match, and the link that it is for. */
export type Transaction = z.infer<typeof Transaction>;

/** In seconds. */
const lifetime = 600;

/** How many sign-ins a browser may have begun at once: headers have room for 10,240 bytes, and each takes about 900. */
const most = 3;

const prefix = 'sign-in-';
/** Two tabs have a cookie each. */
const nameFor = (state: string) => prefix + shortDigest(state);

/** Begins a sign-in for a link in this browser, which forgets the oldest of those that have begun. */
export async function beginTransaction(
  seal: Seal,
  { run, path }: OpenedLink,
  now: Date,
  c: Context,
): Promise<Transaction> {
  const transaction: Transaction = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    codeVerifier: oidc.randomPKCECodeVerifier(),
    run,
    secret: path.split('/').at(-1) ?? '',
    expiresAt: new Date(now.getTime() + lifetime * 1000).toISOString(),
  };
  const { state } = transaction;
  const context = { purpose: 'sign-in', transaction: shortDigest(state) } as const;
  const sealed = await sealText(seal, context, JSON.stringify(transaction));
  const begun = Object.keys(getCookie(c)).filter((name) => name.startsWith(`__Host-${prefix}`));
  for (const name of begun.slice(0, Math.max(0, begun.length - most + 1)))
    deleteCookie(c, name.replace('__Host-', ''), hostCookie);
  setCookie(c, nameFor(state), sealed, { ...hostCookie, maxAge: lifetime });
  return transaction;
}

/** The sign-in that this browser began with this `state`, if it did and not long ago; it can end once. */
export async function takeTransaction(
  seal: Seal,
  state: string,
  now: Date,
  c: Context,
): Promise<Transaction | undefined> {
  const sealed = getCookie(c, nameFor(state), 'host');
  if (!sealed) return undefined;
  deleteCookie(c, nameFor(state), hostCookie);
  const context = { purpose: 'sign-in', transaction: shortDigest(state) } as const;
  const parsed = z.safeParse(Transaction, await opened(seal, context, sealed));
  if (!parsed.success || parsed.data.state !== state) return undefined;
  return now.toISOString() < parsed.data.expiresAt ? parsed.data : undefined;
}

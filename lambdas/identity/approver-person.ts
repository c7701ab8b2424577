import * as z from 'zod/mini';
import { approverKey } from '../run/run-keys';
import { type RunStore, readJson } from '../run/run-store';
import { writeOnce } from '../run/write-once';
import { Person } from './person';
import type { Session } from './session';

/** `approvers/<digest>.json`: who an approver is, as they said when they first signed in; it outlasts the runs. */
export const BoundPerson = z.extend(Person, {
  approver: z.string(),
  boundAt: z.string(),
  /** The run whose link they held. */
  run: z.string(),
});

/** Who signs in, and which approver is whom as far as the configuration says it: subjects by address. */
export interface KnownApprovers {
  readonly issuer: string;
  readonly approvers: Readonly<Record<string, string>>;
}

/** Whether somebody who is signed in is the approver of their link; `unknown` where nobody has signed in as them yet. */
export type Match = 'same' | 'other' | 'unknown';

/** Compares by issuer and subject, and never by an address; what is configured counts before what was bound. */
export async function matchOf(
  store: RunStore,
  known: KnownApprovers,
  { issuer, subject, approver }: Session,
): Promise<Match> {
  const configured = subjectOf(known, approver);
  if (configured !== undefined) return issuer === known.issuer && subject === configured ? 'same' : 'other';
  const bound = await readJson(store, approverKey(approver), BoundPerson);
  if (!bound) return 'unknown';
  return bound.issuer === issuer && bound.subject === subject ? 'same' : 'other';
}

function subjectOf({ approvers }: KnownApprovers, approver: string): string | undefined {
  const [, subject] =
    Object.entries(approvers).find(([email]) => email.toLowerCase() === approver.toLowerCase()) ?? [];
  return subject;
}

/** Binds an approver to whoever is signed in, unless somebody is bound already: whoever comes first stays. */
export async function bindApprover(store: RunStore, session: Session, now: Date): Promise<void> {
  const { issuer, subject, email, authenticatedAt, approver, run } = session;
  const bound = { issuer, subject, email, authenticatedAt, approver, run, boundAt: now.toISOString() };
  await writeOnce(store, approverKey(approver), JSON.stringify(bound));
}

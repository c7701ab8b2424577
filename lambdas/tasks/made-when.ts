import { sameAs } from '../credentials/credential-ids';
import type { Credential, MadeWhen } from '../run/model';
import type { PlannedTarget } from './shapes';

/**
 * Whether the root user of a target held a credential before password recovery was allowed, or whether it was made
 * since the task began. What the task's plan lists is older, by its ID. There was no password, so that one is newer,
 * however AWS dates it. Anything else goes by its date; one without is newer if its kind could be read for the plan.
 */
export function madeWhen(
  { kind, id, createdAt }: Credential,
  before: PlannedTarget | undefined,
  startedAt: string,
): MadeWhen {
  if (before?.finding.state !== 'to-do') return 'unknown';
  if (before.credentials.some(sameAs({ kind, id }))) return 'before';
  if (kind === 'login-profile') return 'since';
  if (createdAt) return Date.parse(createdAt) < wholeSecond(startedAt) ? 'before' : 'since';
  return before.unread.some((unread) => unread.kind === kind) ? 'unknown' : 'since';
}

/** IAM dates credentials to the second. */
function wholeSecond(time: string): number {
  return Math.floor(Date.parse(time) / 1000) * 1000;
}

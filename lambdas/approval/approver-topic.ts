import { createHash } from 'node:crypto';

/**
 * What the ARN of an approver's own topic ends with, after what those of all approvers begin with: a digest of the
 * address, since the name of a topic may hold no `@` and an environment variable has no room for 50 ARNs.
 */
export function approverTopicId(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
}

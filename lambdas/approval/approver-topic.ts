import { createHash } from 'node:crypto';

/**
 * The name or ARN of an approver's own topic, from what those of all approvers begin with: it ends with a digest of the
 * address, since the name of a topic may hold no `@` and an environment variable has no room for 50 ARNs.
 */
export function approverTopic(prefix: string, email: string): string {
  return prefix + createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 16);
}

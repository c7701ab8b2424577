import * as z from 'zod/mini';

/**
 * Whose decision it is, as an email address, since an approver has one: the session name where it is one (as IAM
 * Identity Center names sessions), else the name in the ARN, at a domain that cannot exist (RFC 2606).
 */
export function approverOf({ arn, accountId }: { arn: string; accountId: string }): string {
  const name = arn.split('/').at(-1) ?? '';
  if (z.safeParse(z.email(), name).success) return name;
  const mailbox = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || 'caller';
  return `${mailbox}@account-${accountId}.invalid`;
}

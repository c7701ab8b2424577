import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApprovalRequest } from '../run/model';

/** A new link secret: 32 random bytes, base64url, 43 characters. It leaves this app in an approver's email only. */
export function newLinkSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of the secret, in hexadecimal: what the run store keeps of it. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** `<baseUrl>/runs/<run>/<secret>`: the page where one approver decides on one run. */
export function approvalLink(baseUrl: string, run: string, secret: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/runs/${encodeURIComponent(run)}/${secret}`;
}

/** One link of an approval request: the mailbox that it was sent to, and the SHA-256 of its secret. */
export type Approver = ApprovalRequest['approvers'][number];

/**
 * The approver whose link holds this secret, or `undefined`. Every hash is compared in constant time, and the
 * secret is hashed even where no such run exists, so that the time taken tells nothing about which runs do.
 */
export function findApprover(
  approval: Pick<ApprovalRequest, 'approvers'> | undefined,
  secret: string,
): Approver | undefined {
  const hash = Buffer.from(secretHash(secret), 'hex');
  const matching = (approval?.approvers ?? []).filter((approver) => sameBytes(approver.secretHash, hash));
  return matching[0];
}

function sameBytes(hex: string, expected: Buffer): boolean {
  const bytes = Buffer.from(hex, 'hex');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

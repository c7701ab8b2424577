import { describe, expect, it } from 'vitest';
import {
  approvalLink,
  findApprover,
  newLinkSecret,
  secretHash,
} from '../../../lambdas/approval/approval-link';

describe('approval link', () => {
  it('holds 256 random bits, in characters that a URL keeps as they are', () => {
    const secret = newLinkSecret();
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(newLinkSecret()).not.toBe(secret);
  });

  it('leads to the run, whatever its name holds', () => {
    expect(approvalLink('https://example.com', 'R&D 1/2', 'secret')).toBe(
      'https://example.com/runs/R%26D%201%2F2/secret',
    );
  });

  it('has one slash after a base URL that ends in one', () => {
    for (const base of ['https://example.com/', 'https://example.com//'])
      expect(approvalLink(base, 'run-1', 's')).toBe('https://example.com/runs/run-1/s');
  });
});

describe('findApprover', () => {
  const secret = newLinkSecret();
  const approver = { email: 'ana@example.com', secretHash: secretHash(secret) };
  const other = { email: 'ben@example.com', secretHash: secretHash(newLinkSecret()) };
  const approval = { approvers: [other, approver] };

  it('finds the approver whose secret it is', () => {
    expect(findApprover(approval, secret)).toEqual(approver);
  });

  it.each([
    ['another secret', newLinkSecret()],
    ['a truncated one', secret.slice(0, -1)],
    ['a longer one', `${secret}A`],
    ['the hash itself', approver.secretHash],
    ['nothing', ''],
  ])('finds nobody for %s', (_, guess) => {
    expect(findApprover(approval, guess)).toBeUndefined();
  });

  it('finds nobody where there is no such run', () => {
    expect(findApprover(undefined, secret)).toBeUndefined();
  });

  it('matches no stored hash that is not one', () => {
    expect(findApprover({ approvers: [{ email: 'x', secretHash: 'not hex' }] }, secret)).toBeUndefined();
  });
});

import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { CredentialKind, Failure, UnknownKind } from '../../../lambdas/run/model';
import { waitingRun } from '../support/approval-run';
import { plan, unusedKey } from '../support/plan-fixture';

/** What is said of an account of which these kinds could not be read: a list of paragraphs for each thing said. */
async function saidOf(unknown: UnknownKind[]): Promise<string[][]> {
  const accounts = plan.accounts.map((account, index) => ({
    ...account,
    credentials: [unusedKey],
    unknown: index === 0 ? unknown : [],
  }));
  const { request, path } = await waitingRun({ ...plan, accounts });
  const page = parse(await (await request(path.ana)).text());
  return page
    .querySelectorAll('section[aria-labelledby=unread] li')
    .map((item) => item.querySelectorAll('p').map(({ text }) => text));
}

const byPolicy = (kind: CredentialKind, call: string, policy = 'service control policy'): UnknownKind => ({
  kind,
  failure: {
    call,
    error: 'AccessDenied',
    message: `not authorized to perform: ${call} on resource: * with an explicit deny in a ${policy}`,
  },
});

describe('what could not be read', () => {
  it('is told once for all kinds that one policy hides, with every call it denied', async () => {
    const [said = [], ...others] = await saidOf([
      byPolicy('signing-certificates', 'iam:ListSigningCertificates'),
      byPolicy('access-keys', 'iam:ListAccessKeys'),
      byPolicy('login-profile', 'iam:GetLoginProfile'),
      byPolicy('mfa-devices', 'iam:ListMFADevices'),
    ]);
    expect(others).toEqual([]);
    const calls = 'iam:ListSigningCertificates, iam:ListAccessKeys, iam:GetLoginProfile, iam:ListMFADevices';
    expect(said).toEqual([
      'Not read: signing certificates, access keys, password (login profile), MFA devices',
      `A service control policy denies the root user, root sessions included. (${calls} answered AccessDenied: not authorized to perform: ${calls} on resource: * with an explicit deny in a service control policy)`,
      expect.stringContaining('to every SCP statement that denies root'),
    ]);
  });

  it('names a call once that failed for several kinds', async () => {
    const failure: Failure = { call: 'sts:AssumeRoot', error: 'Costs$&', message: '$& more' };
    const said = await saidOf([
      { kind: 'access-keys', failure },
      { kind: 'mfa-devices', failure },
    ]);
    expect(said.map(([kinds, reason]) => [kinds, reason])).toEqual([
      ['Not read: access keys, MFA devices', 'sts:AssumeRoot failed. (Costs$&: $& more)'],
    ]);
  });

  it('is told apart where the reason or what AWS said differs', async () => {
    const slow = { call: 'iam:ListMFADevices', error: 'Throttling', message: 'slow' };
    const said = await saidOf([
      byPolicy('signing-certificates', 'iam:ListSigningCertificates'),
      byPolicy('access-keys', 'iam:ListAccessKeys', 'resource control policy'),
      byPolicy('login-profile', 'iam:GetLoginProfile'),
      { kind: 'mfa-devices', failure: slow },
    ]);
    expect(said.map(([kinds]) => kinds)).toEqual([
      'Not read: signing certificates, password (login profile)',
      'Not read: access keys',
      'Not read: MFA devices',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { rootPurge } from './support/command-line';
import { asRootUser, simulate } from './support/simulated';

const picture = (name: string) => `./pictures/enable-${name}.txt`;
const nothingOn = { features: 'none', trustedAccess: false } as const;
/** Of the simulated organization; the second is the delegated administrator, where there is one. */
const thirdAccount = (accounts: readonly { id: string }[]) => accounts[2]?.id ?? '';

describe('root-purge enable', () => {
  it.for([
    ['nothing-on', nothingOn, ['--yes'], 0],
    ['partly-on', { features: 'credentials' }, ['--yes'], 0],
    ['everything-on', {}, [], 0],
    ['without-root-sessions', nothingOn, ['--yes', '--no-root-sessions'], 0],
    ['from-a-member-account', { ...nothingOn, caller: 'member' }, ['--yes'], 2],
    [
      'from-the-delegated-administrator',
      { features: 'none', caller: 'delegated-administrator' },
      ['--yes'],
      2,
    ],
    [
      'no-organization',
      { refuse: { DescribeOrganization: 'AWSOrganizationsNotInUseException' } },
      ['--yes'],
      2,
    ],
  ] as const)('shows what it finds and does: %s', async ([name, options, args, status]) => {
    const simulated = await simulate(options);
    const ended = await rootPurge(['enable', ...args], simulated);

    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status, stderr: '' });
    await expect(ended.stdout).toMatchFileSnapshot(picture(name));
  });

  it('registers a delegated administrator, and leaves the one that is there', async () => {
    const simulated = await simulate({ delegatedAdministrator: true });
    const accountId = thirdAccount(simulated.organization.accounts);
    const ended = await rootPurge(['enable', '--yes', '--delegated-admin', accountId], simulated);

    expect(ended).toMatchObject({ status: 0, stderr: '' });
    await expect(ended.stdout).toMatchFileSnapshot(picture('second-delegated-administrator'));
    expect(simulated.organization.delegatedAdministrators).toHaveLength(2);
  });

  it('changes nothing the second time', async () => {
    const simulated = await simulate(nothingOn);
    const args = ['enable', '--yes', '--delegated-admin', thirdAccount(simulated.organization.accounts)];
    await rootPurge(args, simulated);
    const callsBefore = changes(simulated.calls());
    const ended = await rootPurge(args, simulated);

    expect(ended).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing to do') });
    expect(callsBefore).toHaveLength(4);
    expect(changes(simulated.calls())).toEqual(callsBefore);
  });

  it('gives a program before, what was done and after', async () => {
    const simulated = await simulate({ features: 'credentials' });
    const ended = await rootPurge(['enable', '--yes', '--json'], simulated);
    const { id } = simulated.organization.managementAccount;
    const before = {
      trustedAccess: true,
      rootCredentialsManagement: true,
      rootSessions: false,
      delegatedAdministrators: [],
    };

    expect(JSON.parse(ended.stdout)).toEqual({
      enabled: true,
      caller: { accountId: id, arn: `arn:aws:iam::${id}:user/operator` },
      managementAccountId: id,
      before,
      done: [{ call: 'iam:EnableOrganizationsRootSessions' }],
      after: { ...before, rootSessions: true },
    });
    expect(ended.stderr).toContain('turn on RootSessions');
  });

  it.for(['TooManyRequestsException', 'ConcurrentModificationException'])('gets through %s', async (code) => {
    const simulated = await simulate({ ...nothingOn, refuse: { EnableAWSServiceAccess: code }, times: 2 });
    const ended = await rootPurge(['enable', '--yes'], simulated);

    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(simulated.calls()).toMatchObject({ 'organizations:EnableAWSServiceAccess': 3 });
  });

  it('does nothing without --yes where nobody can be asked', async () => {
    const simulated = await simulate(nothingOn);
    const ended = await rootPurge(['enable'], simulated);

    expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('Give --yes to do it') });
    expect(ended.stdout).toContain('1. turn on trusted access');
    expect(changes(simulated.calls())).toEqual([]);
  });

  it('says what was done and what was not where a call fails', async () => {
    const simulated = await simulate({
      ...nothingOn,
      refuse: { EnableOrganizationsRootSessions: 'AccessDenied: not authorized to perform that' },
    });
    const ended = await rootPurge(['enable', '--yes'], simulated);

    expect(ended.status).toBe(1);
    expect(ended.stderr).toBe(
      [
        'iam:EnableOrganizationsRootSessions failed: AccessDenied: not authorized to perform that',
        'Done: turn on trusted access for iam.amazonaws.com, turn on RootCredentialsManagement (to read and delete root credentials).',
        'Not done: turn on RootSessions (to unlock buckets and queues, and to allow password recovery).',
        'Run it again when that is put right: what is done stays done.',
        '',
      ].join('\n'),
    );
  });

  it.for([
    ['an account of another organization', ['--delegated-admin', '999999999999'], /not in this organization/],
  ] as const)('refuses %s with 1, and does nothing', async ([_, args, message]) => {
    const simulated = await simulate(nothingOn);
    const ended = await rootPurge(['enable', '--yes', ...args], simulated);

    expect(ended).toMatchObject({ status: 1, stderr: expect.stringMatching(message) });
    expect(changes(simulated.calls())).toEqual([]);
  });

  it('refuses credentials of a root user', async () => {
    const { env } = await asRootUser(await simulate());
    const ended = await rootPurge(['enable', '--yes'], { env });

    expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('AWS lets no root user') });
  });

  it('refuses the management account as delegated administrator', async () => {
    const simulated = await simulate(nothingOn);
    const { id } = simulated.organization.managementAccount;
    const ended = await rootPurge(['enable', '--yes', '--delegated-admin', id], simulated);

    expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining('the management account') });
    expect(changes(simulated.calls())).toEqual([]);
  });
});

/** Of the calls, those that change the organization, with their counts. */
function changes(calls: Record<string, number>): [string, number][] {
  return Object.entries(calls).filter(([call]) => /:(Enable|Register)/.test(call));
}

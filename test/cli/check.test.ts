import { beforeAll, describe, expect, it } from 'vitest';
import { type Ended, rootPurge } from './support/command-line';
import { asRootUser, type Simulated, simulate } from './support/simulated';

/** Whether the picture is what a newcomer needs is for the snapshots beside this file to show. */
const picture = (name: string) => `./pictures/check-${name}.txt`;

async function check(options: Parameters<typeof simulate>[0], ...args: string[]) {
  const simulated = await simulate(options);
  return { simulated, ended: await rootPurge(['check', ...args], simulated) };
}

describe('root-purge check', () => {
  it.for([
    ['everything-on', {}, 0],
    ['nothing-on', { features: 'none', trustedAccess: false }, 2],
    ['partly-on', { features: 'credentials' }, 0],
    ['no-features', { features: 'none' }, 2],
    ['delegated-administrator', { caller: 'delegated-administrator' }, 0],
    ['member-account', { caller: 'member', delegatedAdministrator: true }, 2],
    [
      'assume-root-denied',
      { refuse: { AssumeRoot: 'AccessDenied: not authorized to perform: sts:AssumeRoot' } },
      2,
    ],
    [
      'assume-root-denied-by-policy',
      { refuse: { AssumeRoot: 'AccessDenied: with an explicit deny in a service control policy' } },
      2,
    ],
    [
      'assume-root-beyond-the-boundary',
      { refuse: { AssumeRoot: 'AccessDenied: because no permissions boundary allows it' } },
      2,
    ],
    [
      'assume-root-not-in-an-allow-list',
      { refuse: { AssumeRoot: 'AccessDenied: because no service control policy allows it' } },
      2,
    ],
    [
      'assume-root-in-a-region-that-is-off',
      { refuse: { AssumeRoot: 'RegionDisabledException: STS is not activated in this region' } },
      2,
    ],
    [
      'reads-denied',
      {
        refuse: {
          ListOrganizationsFeatures: 'AccessDenied: not authorized to perform: iam:ListOrganizationsFeatures',
          ListAWSServiceAccessForOrganization: 'AccessDeniedException: not authorized',
        },
      },
      2,
    ],
    ['no-organization', { refuse: { DescribeOrganization: 'AWSOrganizationsNotInUseException' } }, 2],
  ] as const)('shows where it stands: %s', async ([name, options, status]) => {
    const { ended } = await check(options);

    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status, stderr: '' });
    await expect(ended.stdout).toMatchFileSnapshot(picture(name));
  });

  it('tells a program the same, with a command for each "no"', async () => {
    const { ended, simulated } = await check({ features: 'none', trustedAccess: false }, '--json');
    const { managementAccount } = simulated.organization;
    const by = `the management account ${managementAccount.id}`;
    const result = JSON.parse(ended.stdout);

    expect(ended.status).toBe(2);
    expect(result).toMatchObject({
      ready: false,
      caller: { accountId: managementAccount.id },
      memberAccounts: { ACTIVE: 5 },
      enableHelps: true,
    });
    expect(result.checks.filter(({ answer }: { answer: string }) => answer === 'no')).toMatchObject([
      {
        check: 'trusted-access',
        needed: true,
        fix: { by, command: expect.stringContaining('enable-aws-service-access') },
      },
      { check: 'RootCredentialsManagement', needed: true, fix: { by } },
      { check: 'RootSessions', needed: false, fix: { by } },
      { check: 'delegated-administrator', needed: false, fix: { by } },
      { check: 'assume-root', needed: true, fix: { text: expect.stringContaining('above') } },
    ]);
  });

  it.for([
    ['RegionDisabledException: off', 'unknown', 'you', 'It is the member account'],
    ['InternalFailure: no', 'unknown', 'you', 'Check again'],
    ['AccessDenied: an explicit deny in a resource control policy', 'no', 'the management account', 'Exempt'],
    ['AccessDenied: an explicit deny in a permissions boundary', 'no', 'account ', 'Take the denial out'],
  ] as const)('tells a program what to do where the trial says %s', async ([said, answer, by, text]) => {
    const { ended } = await check({ refuse: { AssumeRoot: said } }, '--json');
    expect(JSON.parse(ended.stdout).checks.at(-1)).toMatchObject({
      answer,
      fix: { by: expect.stringContaining(by), text: expect.stringContaining(text) },
    });
  });

  it('tries AssumeRoot once, on the account that was asked for', async () => {
    const simulated = await simulate();
    const [, , third] = simulated.organization.accounts;
    const ended = await rootPurge(['check', '--account', third?.id ?? ''], simulated);

    expect(ended.stdout).toContain(`tried on ${third?.id} (${third?.name})`);
    expect(simulated.calls()).toMatchObject({ 'sts:AssumeRoot': 1 });
  });

  it('says so where there is no member account to try it on', async () => {
    const simulated = await simulate();
    for (const account of simulated.organization.accounts) account.state = 'SUSPENDED';
    const ended = await rootPurge(['check'], simulated);

    expect(ended.status).toBe(2);
    expect(ended.stdout).toMatch(
      /AssumeRoot .to read. +unknown +there is no open member account to try it on/,
    );
  });
});

it('tries AssumeRoot on an account that is to be closed, which still works', async () => {
  const simulated = await simulate();
  const [first, ...others] = simulated.organization.accounts;
  for (const account of others) account.state = 'SUSPENDED';
  if (first) first.state = 'PENDING_CLOSURE';
  const ended = await rootPurge(['check'], simulated);

  expect(ended.status).toBe(0);
  expect(ended.stdout).toContain(`tried on ${first?.id}`);
});

it.each([
  [
    'us-gov-west-1',
    /^The Region is us-gov-west-1: AWS GovCloud .* nothing to purge; .*\. Nothing was asked\.\n$/,
  ],
  [
    'cn-north-1',
    /^The Region is cn-north-1: the accounts of AWS China .* nothing to purge\. Nothing was asked\.\n$/,
  ],
])('says why there is nothing to purge in %s, and asks nothing', async (region, message) => {
  const simulated = await simulate();
  const ended = await rootPurge(['check', '--region', region], simulated);

  expect(ended).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(message) });
  expect(simulated.calls()).toEqual({});
});

it.each([
  ['--stack', 'Other'],
  ['--management-profile', 'management'],
])('refuses %s without --deployed', async (option, value) => {
  const ended = await rootPurge(['check', option, value], await simulate());
  expect(ended).toEqual({
    status: 1,
    stdout: '',
    stderr: `${option}: received ${value} without --deployed, which it is for\n`,
  });
});

describe('root-purge check refuses', () => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = await simulate();
  });

  const refused = (message: RegExp): Ended => ({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(message),
  });

  it.for([
    ['a wrong option', ['--colour'], /unknown option '--colour'/],
    [
      'an account of another organization',
      ['--account', '999999999999'],
      /999999999999 is not in this organization/,
    ],
  ] as const)('%s, with 1 and one message', async ([_, args, message]) => {
    expect(await rootPurge(['check', ...args], simulated)).toEqual(refused(message));
  });

  it('the management account as a target', async () => {
    const { id } = simulated.organization.managementAccount;
    const ended = await rootPurge(['check', '--account', id], simulated);
    expect(ended).toEqual(refused(/is the management account; root sessions are for member accounts/));
  });

  it.for([
    ['no credentials', { AWS_ACCESS_KEY_ID: '' }, /There are no AWS credentials that can be used/],
    ['no Region', { AWS_REGION: undefined }, /No Region is configured/],
    ['an empty Region', { AWS_REGION: '' }, /No Region is configured/],
    ['a Region that is none', { AWS_REGION: 'eu west' }, /Name one such as eu-west-1/],
    ['an endpoint that is no URL', { AWS_ENDPOINT_URL: 'here' }, /AWS_ENDPOINT_URL: received "here"/],
    ['nobody to ask', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, /AWS cannot be reached .*ECONNREFUSED/],
    ['a profile that is not there', { AWS_PROFILE: 'nowhere' }, /There is no profile "nowhere" in/],
  ] as const)('%s, with 1 and what to do', async ([_, env, message]) => {
    expect(await rootPurge(['check'], { env: { ...simulated.env, ...env } })).toEqual(refused(message));
  });

  it.for(['ExpiredToken', 'InvalidClientTokenId'])('credentials of which AWS says %s', async (code) => {
    const { env } = await simulate({ refuse: { GetCallerIdentity: code } });
    expect(await rootPurge(['check'], { env })).toEqual(refused(/[Ss]ign in again/));
  });

  it('credentials of a root user', async () => {
    const { env } = await asRootUser(simulated);
    expect(await rootPurge(['check'], { env })).toEqual(refused(/AWS lets no root user open root sessions/));
  });
});

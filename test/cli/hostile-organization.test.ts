import { describe, expect, it, vi } from 'vitest';
import { callerConfiguration } from '../../cli/aws/caller-configuration';
import { checkAccess } from '../../cli/check/check';
import { hostileFaults } from '../../local-aws';
import { rootPurge } from './support/command-line';
import { simulate } from './support/simulated';

/** What every read of `check` is about, and what else would tell the same. */
const reads = {
  DescribeOrganization: { about: ['organization', 'all-features'] },
  ListAWSServiceAccessForOrganization: {
    about: ['trusted-access', 'RootCredentialsManagement'],
    alsoTold: 'ListOrganizationsFeatures',
  },
  ListOrganizationsFeatures: { about: ['RootCredentialsManagement', 'RootSessions'] },
  ListDelegatedAdministrators: { about: ['delegated-administrator'] },
  ListAccounts: { about: ['assume-root'] },
  AssumeRoot: { about: ['assume-root'] },
};

const paged = ['nameless', 'repeat', 'endless', 'cut'];
const unpaged = ['DescribeOrganization', 'ListOrganizationsFeatures', 'AssumeRoot'];

const cells = Object.entries<{ about: string[]; alsoTold?: string }>(reads).flatMap(
  ([read, { about, alsoTold }]) =>
    hostileFaults
      .filter((fault) => !(paged.includes(fault) && unpaged.includes(read)))
      .map((fault) => [read, fault, about, alsoTold] as const),
);

/** What `check` finds where this goes wrong. */
async function checked(faults: string) {
  const { env } = await simulate({ faults, delegatedAdministrator: true });
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return checkAccess(await callerConfiguration({}), async ({ members }) => members);
}

describe('root-purge check', () => {
  it.each(cells)(
    'does not know what %s would have told, answered with %s',
    async (read, fault, about, alsoTold) => {
      const also = alsoTold ? `,empty:${alsoTold}@100%` : '';
      const { checks, ready } = await checked(`${fault}:${read}@100%${also}`);
      const found = checks.filter(({ check }) => about.includes(check));
      expect(found.map(({ answer }) => answer)).toEqual(about.map(() => 'unknown'));
      expect(ready).toBe(found.every(({ needed }) => !needed));
    },
  );

  it.each(hostileFaults.filter((fault) => !paged.includes(fault)))(
    'does not go on where nobody knows who is calling: %s',
    async (fault) => {
      await expect(checked(`${fault}:GetCallerIdentity@100%`)).rejects.toThrow('GetCallerIdentity');
    },
  );
});

describe('root-purge', () => {
  it.for([
    ['check', 'empty:organizations@100%'],
    ['check', 'html:iam@100%,html:organizations@100%'],
    ['check', 'endless:List@100%'],
    ['check', 'error-as-ok@100%'],
    ['enable', 'missing:ListOrganizationsFeatures@100%,repeat:List@100%'],
  ] as const)('%s is not ready, changes nothing and ends: %s', async ([command, faults]) => {
    const simulated = await simulate({ faults, features: 'none' });
    const { status, stdout, stderr } = await rootPurge([command, '--json'], simulated);
    expect({ status, said: stdout + stderr }).not.toMatchObject({ status: 0 });
    expect(stdout).not.toContain('"ready": true');
    expect(Object.keys(simulated.calls()).filter((call) => /:(Enable|Register)/.test(call))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { AccessControl, roleSession } from '../../local-aws';
import { rootPurge } from './support/command-line';
import { documentedPolicy } from './support/deployed';
import { simulate } from './support/simulated';

/** An organization, and a role of its management account that may do what this file of the documentation says. */
async function withPolicy(file: string, options: Parameters<typeof simulate>[0] = {}) {
  const simulated = await simulate(options);
  const access = new AccessControl({ policies: { roles: {}, resources: {} } });
  const roleArn = `arn:aws:iam::${simulated.organization.managementAccount.id}:role/Operator`;
  access.putRolePolicies(roleArn, [await documentedPolicy(file)]);
  simulated.enforce(access);
  const credentials = access.credentialsOf(roleSession(roleArn, 'alice'));
  return {
    env: {
      ...simulated.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    },
    thirdAccount: simulated.organization.accounts[2]?.id ?? '',
  };
}

describe('the documented policies', () => {
  it('let check read everything and try AssumeRoot', async () => {
    const { env } = await withPolicy('check.json');
    const ended = await rootPurge(['check', '--json'], { env });

    expect(ended.status).toBe(0);
    expect(ended.stdout).not.toContain('unknown');
  });

  it('let enable turn everything on, and register an account', async () => {
    const { env, thirdAccount } = await withPolicy('enable.json', { features: 'none', trustedAccess: false });
    const ended = await rootPurge(['enable', '--yes', '--delegated-admin', thirdAccount, '--json'], { env });

    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout).after).toEqual({
      trustedAccess: true,
      rootCredentialsManagement: true,
      rootSessions: true,
      delegatedAdministrators: [thirdAccount],
    });
  });

  it('of check lets nobody turn anything on', async () => {
    const { env } = await withPolicy('check.json', { features: 'none', trustedAccess: false });
    const ended = await rootPurge(['enable', '--yes'], { env });

    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(
      /^organizations:EnableAWSServiceAccess failed: AccessDenied.*\nDone: nothing\./,
    );
  });
});

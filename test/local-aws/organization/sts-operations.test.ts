import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { AUDIT, assumeRootCommand, DELETE, refusalOf, startFixture } from './fixture';

const identityOf = async (client: STSClient) => {
  const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}));
  return { Account, Arn, UserId };
};

describe('AssumeRoot', () => {
  it.each([
    ['an account ID', (id: string) => id],
    ['the ARN of a root user', (id: string) => `arn:aws:iam::${id}:root`],
  ])('opens a session for %s', async (_what, target) => {
    const { sts, account } = await startFixture();
    const { Credentials } = await sts().send(assumeRootCommand(target(account('clean').id), AUDIT));
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      SessionToken: expect.stringMatching(/^.{300,}$/),
      Expiration: new Date('2026-11-23T12:15:00Z'),
    });
  });

  it('lets a session last as long as it was asked to', async () => {
    const { sts, account } = await startFixture();
    const { Credentials } = await sts().send(assumeRootCommand(account('clean').id, DELETE, 60));
    expect(Credentials?.Expiration).toEqual(new Date('2026-11-23T12:01:00Z'));
  });

  it.each([
    ['a target that is no account', 'arn:aws:iam::123:user/me', AUDIT, undefined, /targetPrincipal/],
    [
      'a task policy that is none of the five',
      '111122223333',
      'AdministratorAccess',
      undefined,
      /taskPolicyArn/,
    ],
    ['more than 900 seconds', '111122223333', AUDIT, 901, /Value '901' at 'durationSeconds'/],
  ])('refuses %s', async (_what, target, policy, seconds, message) => {
    const { sts } = await startFixture();
    expect(await refusalOf(sts().send(assumeRootCommand(target, policy, seconds)))).toEqual({
      name: 'ValidationError',
      status: 400,
      message: expect.stringMatching(message),
    });
  });

  it.each(['assume-root-denied', 'suspended-with-credentials'] as const)(
    'denies an account that is %s',
    async (kind) => {
      const { sts, account, organization } = await startFixture({ trouble: true });
      const { id } = account(kind);
      const operator = `arn:aws:iam::${organization.managementAccount.id}:user/operator`;
      expect(await refusalOf(sts().send(assumeRootCommand(id, AUDIT)))).toEqual({
        name: 'AccessDenied',
        status: 403,
        message: `User: ${operator} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${id}:root`,
      });
    },
  );

  it.each([
    ['ACTIVE', 'opened'],
    ['PENDING_CLOSURE', 'opened'],
    ['PENDING_ACTIVATION', 'AccessDenied'],
    ['CLOSED', 'AccessDenied'],
  ] as const)('treats an account whose state is %s as %s', async (state, outcome) => {
    const { sts, account } = await startFixture();
    account('clean').state = state;
    const call = sts().send(assumeRootCommand(account('clean').id, AUDIT));
    expect(
      await call.then(
        () => 'opened',
        ({ name }) => name,
      ),
    ).toBe(outcome);
  });

  it('denies the management account and accounts outside the organization', async () => {
    const { sts, organization } = await startFixture();
    for (const id of [organization.managementAccount.id, '111122223333']) {
      const refusal = await refusalOf(sts().send(assumeRootCommand(id, AUDIT)));
      expect(refusal).toMatchObject({ name: 'AccessDenied', status: 403 });
    }
  });

  it('denies a caller who is a root user in a session', async () => {
    const { sts, assumeRoot, account } = await startFixture();
    const { id } = account('clean');
    const session = await assumeRoot(id);
    expect(await refusalOf(sts(session).send(assumeRootCommand(id, AUDIT)))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${id}:root is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${id}:root with an explicit deny in an identity-based policy`,
    });
  });
});

describe('GetCallerIdentity', () => {
  it.each([AUDIT, DELETE, 'IAMCreateRootUserPassword', 'S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy'])(
    'names the root user of the account in a session with %s',
    async (policy) => {
      const { sts, assumeRoot, account } = await startFixture();
      const { id } = account('clean');
      const identity = await identityOf(sts(await assumeRoot(id, policy)));
      expect(identity).toEqual({ Account: id, Arn: `arn:aws:iam::${id}:root`, UserId: id });
    },
  );

  it('names the operator in the management account for any other access key', async () => {
    const { sts, organization } = await startFixture();
    const { managementAccount, operator } = organization;
    expect(await identityOf(sts({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' }))).toEqual({
      Account: managementAccount.id,
      Arn: `arn:aws:iam::${managementAccount.id}:user/operator`,
      UserId: operator.userId,
    });
  });

  it('answers in spite of a service control policy', async () => {
    const { sts, assumeRoot, account } = await startFixture({ trouble: true });
    const { id } = account('denied-by-service-control-policy');
    expect((await identityOf(sts(await assumeRoot(id)))).Account).toBe(id);
  });
});

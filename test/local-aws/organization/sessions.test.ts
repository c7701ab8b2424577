import { DeleteAccessKeyCommand, GetAccountSummaryCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { describe, expect, it } from 'vitest';
import { DELETE, refusalOf, startFixture } from './fixture';

describe('a root session', () => {
  it('works until the second it expires', async () => {
    const { iam, assumeRoot, account, clock } = await startFixture();
    const client = iam(await assumeRoot(account('clean').id));
    clock.advance(899_000);
    await client.send(new GetAccountSummaryCommand({}));
    clock.advance(1000);
    expect(await refusalOf(client.send(new GetAccountSummaryCommand({})))).toEqual({
      name: 'ExpiredToken',
      status: 403,
      message: 'The security token included in the request is expired',
    });
  });

  it.each([
    ['without a token', undefined],
    ['with a wrong token', 'of another session'],
  ])('is invalid %s', async (_what, sessionToken) => {
    const { iam, assumeRoot, account } = await startFixture();
    const session = await assumeRoot(account('clean').id);
    const client = iam({ ...session, sessionToken });
    expect(await refusalOf(client.send(new GetAccountSummaryCommand({})))).toEqual({
      name: 'InvalidClientTokenId',
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  });

  it('does not take the token of another session', async () => {
    const { iam, assumeRoot, account } = await startFixture();
    const one = await assumeRoot(account('clean').id);
    const other = await assumeRoot(account('old-access-keys').id);
    const client = iam({ ...one, sessionToken: other.sessionToken });
    const refusal = await refusalOf(client.send(new ListAccessKeysCommand({})));
    expect(refusal).toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('is invalid once its account has left the organization', async () => {
    const { rootOf, organization } = await startFixture();
    const client = await rootOf('clean');
    organization.accounts.length = 0;
    const refusal = await refusalOf(client.send(new GetAccountSummaryCommand({})));
    expect(refusal).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
  });

  it('has no access outside its task policy', async () => {
    const { rootOf, account } = await startFixture();
    const { id, credentials } = account('old-access-keys');
    const client = await rootOf('old-access-keys');
    const AccessKeyId = credentials.accessKeys[0]?.accessKeyId;
    expect(await refusalOf(client.send(new DeleteAccessKeyCommand({ AccessKeyId })))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${id}:root is not authorized to perform: iam:DeleteAccessKey on resource: * with an explicit deny in an identity-based policy`,
    });
    expect(credentials.accessKeys).toHaveLength(2);
  });

  it('may not ask for the account summary under the policy for deleting', async () => {
    const { rootOf } = await startFixture();
    const client = await rootOf('clean', DELETE);
    const refusal = await refusalOf(client.send(new GetAccountSummaryCommand({})));
    expect(refusal).toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('identity-based'),
    });
  });

  it('may not name a user', async () => {
    const { rootOf, account } = await startFixture();
    const { id } = account('old-access-keys');
    const client = await rootOf('old-access-keys');
    expect(await refusalOf(client.send(new ListAccessKeysCommand({ UserName: 'root' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${id}:root is not authorized to perform: iam:ListAccessKeys on resource: user root with an explicit deny in an identity-based policy`,
    });
  });

  it('may not look at the organization', async () => {
    const { organizations, assumeRoot, account } = await startFixture();
    const client = organizations(await assumeRoot(account('clean').id));
    const refusal = await refusalOf(client.send(new ListAccountsCommand({})));
    expect(refusal).toMatchObject({ name: 'AccessDeniedException', status: 400 });
  });

  it('is denied by a service control policy, in words that say so', async () => {
    const { rootOf, account } = await startFixture({ trouble: true });
    const { id } = account('denied-by-service-control-policy');
    const client = await rootOf('denied-by-service-control-policy');
    expect(await refusalOf(client.send(new GetAccountSummaryCommand({})))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${id}:root is not authorized to perform: iam:GetAccountSummary on resource: * with an explicit deny in a service control policy`,
    });
  });
});

import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  type FeatureType,
  IAMClient,
  ListOrganizationsFeaturesCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { failure, pictureOf } from '../support/mocked-app';

const organizations = mockClient(OrganizationsClient);
const iam = mockClient(IAMClient);
const sts = mockClient(STSClient);
const [management, first, second] = ['111122223333', '444455556666', '777788889999'] as const;

/** An organization whose management account asks, in which accounts and features are there, or none. */
function organization(features: FeatureType[], administrators: string[] = []): void {
  sts.reset();
  organizations.reset();
  iam.reset();
  const Arn = `arn:aws:sts::${management}:assumed-role/Operator/alice`;
  sts.on(GetCallerIdentityCommand).resolves({ Account: management, Arn, UserId: 'AROA' });
  const facts = { Id: 'o-a', MasterAccountId: management, FeatureSet: 'ALL' } as const;
  organizations
    .on(DescribeOrganizationCommand)
    .resolves({ Organization: facts })
    .on(ListAccountsCommand)
    .resolves({ Accounts: [management, first, second].map((Id) => ({ Id, State: 'ACTIVE' as const })) })
    .on(ListAWSServiceAccessForOrganizationCommand)
    .resolves({ EnabledServicePrincipals: [{ ServicePrincipal: 'iam.amazonaws.com' }] })
    .on(ListDelegatedAdministratorsCommand)
    .resolves({ DelegatedAdministrators: administrators.map((Id) => ({ Id, Name: 'security' })) })
    .on(RegisterDelegatedAdministratorCommand)
    .resolves({});
  iam.on(ListOrganizationsFeaturesCommand).resolves({ OrganizationId: 'o-a', EnabledFeatures: features });
  iam.on(EnableOrganizationsRootCredentialsManagementCommand).resolves({});
  iam.on(EnableOrganizationsRootSessionsCommand).resolves({});
}

it('says what it does for the whole organization, what stays, and what it did', async () => {
  const said: string[] = [];
  const enable = async (...args: string[]) => said.push(await pictureOf(['enable', ...args]));
  organization(['RootCredentialsManagement', 'RootSessions'], [first]);
  await enable('--json');
  await enable('--yes', '--delegated-admin', first);
  await enable('--yes', '--delegated-admin', second);
  organization([], [first]);
  await enable('--yes', '--json');
  await enable('--yes', '--no-root-sessions');
  await enable();
  iam.on(EnableOrganizationsRootSessionsCommand).rejects(failure('AccessDenied', 'not you\u0007'));
  await enable('--yes', '--delegated-admin', second);
  iam.on(EnableOrganizationsRootCredentialsManagementCommand).rejects(failure('AccessDenied'));
  await enable('--yes');
  await expect(said.join('\n')).toMatchFileSnapshot('./pictures/enabled.txt');
});

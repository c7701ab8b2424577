import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  type Account as OrganizationAccount,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { AwsClientStub } from 'aws-sdk-client-mock';
import { awsError } from './aws-error';

export const managementAccountId = '111111111111';
export const organizationId = 'o-a1b2c3d4e5';
export const executionArn = 'arn:aws:states:eu-west-1:111111111111:execution:PurgeWorkflow:run-1';

/** An account as Organizations lists it, active unless told otherwise. */
export function listedAccount(
  Id: string,
  more: OrganizationAccount = { State: 'ACTIVE' },
): OrganizationAccount {
  return { Id, Name: `Account ${Id[0]}`, Email: `aws+${Id}@example.com`, ...more };
}

/** What the code under test makes of such an account. */
export function memberOf(accountId: string) {
  return { accountId, name: `Account ${accountId[0]}`, email: `aws+${accountId}@example.com` };
}

/** A unit of the organization: its own accounts, a page each, and the units below it. */
interface Unit {
  readonly accounts?: readonly string[];
  readonly units?: readonly string[];
}

/**
 * Answers as Organizations does for these accounts and units. Every list comes in pages of one, with an empty page
 * in front, as AWS documents that it may.
 */
export function organizationOf(
  mock: AwsClientStub<OrganizationsClient>,
  accounts: readonly OrganizationAccount[],
  units: Record<string, Unit> = {},
): void {
  const unitAt = (ParentId: string) => {
    const unit = units[ParentId];
    if (!unit) throw awsError('ParentNotFoundException');
    return unit;
  };
  mock
    .on(DescribeOrganizationCommand)
    .resolves({ Organization: { Id: organizationId, MasterAccountId: managementAccountId } });
  mock.on(ListAccountsCommand).callsFake(({ NextToken }) => {
    const { item, next } = page(accounts, NextToken);
    return { Accounts: item, NextToken: next };
  });
  mock.on(ListAccountsForParentCommand).callsFake(({ ParentId, NextToken }) => {
    const { item, next } = page(unitAt(ParentId).accounts ?? [], NextToken);
    return { Accounts: item.map((Id) => ({ Id })), NextToken: next };
  });
  mock.on(ListOrganizationalUnitsForParentCommand).callsFake(({ ParentId, NextToken }) => {
    const { item, next } = page(unitAt(ParentId).units ?? [], NextToken);
    return { OrganizationalUnits: item.map((Id) => ({ Id })), NextToken: next };
  });
}

function page<T>(list: readonly T[], token: string | undefined): { item: T[]; next: string | undefined } {
  const index = token === undefined ? -1 : Number(token);
  return {
    item: list.slice(Math.max(0, index), index + 1),
    next: index + 1 < list.length ? `${index + 1}` : undefined,
  };
}

import type { Parameters } from '../wire/parameters';
import type { Operations } from '../wire/service';
import type { Call } from './operation';
import type { Organization } from './organization';
import { accountAnswer, arnOf, unitAnswer } from './organizations-answers';
import { allAccounts, existingAccount, notFound, requiredText } from './organizations-input';
import { organizationsPage } from './organizations-paging';

/** AWS Organizations, API version 2016-11-28. */
export const ORGANIZATIONS_OPERATIONS: Operations<Call> = {
  DescribeOrganization({ organization }) {
    const { id, managementAccount } = organization;
    return {
      Organization: {
        Id: id,
        Arn: arnOf(organization, 'organization'),
        FeatureSet: organization.featureSet,
        MasterAccountArn: arnOf(organization, 'account', managementAccount.id),
        MasterAccountId: managementAccount.id,
        MasterAccountEmail: managementAccount.email,
        AvailablePolicyTypes: [],
      },
    };
  },

  DescribeAccount(call) {
    return { Account: accountAnswer(call.organization, existingAccount(call)) };
  },

  ListAccounts({ organization, parameters }) {
    const { page, rest } = organizationsPage(allAccounts(organization), parameters);
    return { Accounts: page.map((account) => accountAnswer(organization, account)), ...rest };
  },

  ListRoots({ organization, parameters }) {
    const root = {
      Id: organization.rootId,
      Arn: arnOf(organization, 'root', organization.rootId),
      Name: 'Root',
      PolicyTypes: [],
    };
    const { page, rest } = organizationsPage([root], parameters);
    return { Roots: page, ...rest };
  },

  ListAccountsForParent({ organization, parameters }) {
    const parentId = existingParent(organization, parameters);
    const children = allAccounts(organization).filter((account) => account.parentId === parentId);
    const { page, rest } = organizationsPage(children, parameters);
    return { Accounts: page.map((account) => accountAnswer(organization, account)), ...rest };
  },

  ListOrganizationalUnitsForParent({ organization, parameters }) {
    const parentId = existingParent(organization, parameters);
    const children = organization.organizationalUnits.filter((unit) => unit.parentId === parentId);
    const { page, rest } = organizationsPage(children, parameters);
    return { OrganizationalUnits: page.map((unit) => unitAnswer(organization, unit)), ...rest };
  },
};

function existingParent({ rootId, organizationalUnits }: Organization, parameters: Parameters): string {
  const parentId = requiredText(parameters, 'ParentId', /^(r|ou)-.+$/);
  if (parentId === rootId || organizationalUnits.some(({ id }) => id === parentId)) return parentId;
  throw notFound('Parent', "We can't find a root or organizational unit with that ID.");
}

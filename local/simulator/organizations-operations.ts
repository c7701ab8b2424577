import type { Operations, Parameters } from './operation';
import type { Account, Organization } from './organization';
import { accountAnswer, arnOf, unitAnswer } from './organizations-answers';
import { invalidInput, organizationsPage } from './organizations-paging';
import { optional } from './parameters';
import { ServiceError } from './service-error';

/** AWS Organizations, API version 2016-11-28. */
export const ORGANIZATIONS_OPERATIONS: Operations = {
  DescribeOrganization({ organization }) {
    const { id, managementAccount } = organization;
    return {
      Organization: {
        Id: id,
        Arn: arnOf(organization, 'organization'),
        FeatureSet: 'ALL',
        MasterAccountArn: arnOf(organization, 'account', managementAccount.id),
        MasterAccountId: managementAccount.id,
        MasterAccountEmail: managementAccount.email,
        AvailablePolicyTypes: [],
      },
    };
  },

  DescribeAccount({ organization, parameters }) {
    const id = requiredId(parameters, 'AccountId', /^\d{12}$/);
    const account = allAccounts(organization).find((other) => other.id === id);
    if (!account) throw notFound('Account', "You specified an account that doesn't exist.");
    return { Account: accountAnswer(organization, account) };
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

  ListParents({ organization, parameters }) {
    const childId = requiredId(parameters, 'ChildId', /^(\d{12}|ou-.+)$/);
    const children = [...allAccounts(organization), ...organization.organizationalUnits];
    const child = children.find(({ id }) => id === childId);
    if (!child) throw notFound('Child', "We can't find an organizational unit or account with that ID.");
    const type = child.parentId === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    const { page, rest } = organizationsPage([{ Id: child.parentId, Type: type }], parameters);
    return { Parents: page, ...rest };
  },
};

const allAccounts = ({ managementAccount, accounts }: Organization): Account[] => [
  managementAccount,
  ...accounts,
];

function requiredId(parameters: Parameters, name: string, pattern: RegExp): string {
  const id = optional(parameters, name);
  if (id === undefined) throw invalidInput('INPUT_REQUIRED');
  if (!pattern.test(id)) throw invalidInput('INVALID_PATTERN');
  return id;
}

function existingParent({ rootId, organizationalUnits }: Organization, parameters: Parameters): string {
  const parentId = requiredId(parameters, 'ParentId', /^(r|ou)-.+$/);
  if (parentId === rootId || organizationalUnits.some(({ id }) => id === parentId)) return parentId;
  throw notFound('Parent', "We can't find a root or organizational unit with that ID.");
}

const notFound = (what: 'Account' | 'Parent' | 'Child', message: string) =>
  new ServiceError(`${what}NotFoundException`, 400, message);

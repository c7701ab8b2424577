import { type IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import {
  DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { contentOf } from '../../lambdas/aws-calls/content-of';
import { listAll } from '../../lambdas/aws-calls/whole-list';
import {
  listOrganization,
  type MemberAccount,
  type Organization,
  organizationsListing,
} from '../../lambdas/organization/organization';
import { type Fact, known, read, type UnknownFact, unknownBecause } from '../aws/fact';
import type { Caller } from './caller';

/** The service principal by which trusted access and delegated administrators name IAM. */
export const iamServicePrincipal = 'iam.amazonaws.com';

/** Which of IAM's features of centralized root access are on: `RootCredentialsManagement` and `RootSessions`. */
export interface Features {
  readonly rootCredentialsManagement: boolean;
  readonly rootSessions: boolean;
}

/** What each of the features is for, in words. */
export const purposes: Readonly<Record<keyof Features, string>> = {
  rootCredentialsManagement: 'to read and delete root credentials',
  rootSessions: 'to unlock buckets and queues, and to allow password recovery',
};

/** What DescribeOrganization says of an organization. */
export interface OrganizationFacts {
  readonly id: string;
  readonly managementAccountId: string;
  readonly allFeatures: boolean;
}

/** The management account in words, with its ID where that is known. */
export function managementOf(organization: OrganizationFacts | undefined): string {
  return organization
    ? `the management account ${organization.managementAccountId}`
    : 'the management account';
}

/** How far centralized root access is set up, as this caller can see it. */
export interface RootAccess {
  readonly caller: Caller;
  /** `undefined` where the account is in no organization; nothing else was asked then. */
  readonly organization: Fact<OrganizationFacts | undefined>;
  readonly trustedAccess: Fact<boolean>;
  readonly features: Fact<Features>;
  readonly delegatedAdministrators: Fact<readonly NamedAccount[]>;
  /** Whether the caller's account is the management account or a delegated administrator for IAM. */
  readonly callerMayManage: Fact<boolean>;
  readonly listed: Fact<Organization>;
  /** Of what is listed, without the management account. */
  readonly members: Fact<readonly MemberAccount[]>;
}

/** An account of the organization. */
export interface NamedAccount {
  readonly accountId: string;
  /** Empty where Organizations was not asked, or said none. */
  readonly name: string;
}

/** The clients of the services that tell of centralized root access, and change it. */
export interface RootAccessClients {
  readonly organizations: OrganizationsClient;
  readonly iam: IAMClient;
}

/** Reads how far root access is set up; what another answer implies is concluded from that, the rest is unknown. */
export async function readRootAccess(clients: RootAccessClients, caller: Caller): Promise<RootAccess> {
  const { organizations, iam } = clients;
  const organization = await read('organizations:DescribeOrganization', () =>
    describeOrganization(organizations),
  );
  if (organization.known && !organization.value) return outside(caller, organization);
  const [serviceAccess, features, delegatedAdministrators, listed] = await Promise.all([
    read('organizations:ListAWSServiceAccessForOrganization', () => hasTrustedAccess(organizations)),
    listFeatures(iam),
    read('organizations:ListDelegatedAdministrators', () => listDelegatedAdministrators(organizations)),
    read('organizations:ListAccounts', () => listOrganization(organizations)),
  ]);
  return {
    caller,
    organization,
    trustedAccess: serviceAccess.known ? serviceAccess : (features.impliesTrustedAccess ?? serviceAccess),
    features: features.enabled,
    delegatedAdministrators,
    callerMayManage: mayManage(caller, organization, delegatedAdministrators, features),
    listed,
    members: listed.known ? known(membersOf(listed.value)) : listed,
  };
}

/** An answer of the root access, as the caller is told of it; where it is the account that is wrong, no permission would help, and none is named. */
export function asSeenByCaller<T>({ callerMayManage }: RootAccess, reading: Fact<T>): Fact<T> {
  if (reading.known || !reading.permission || !callerMayManage.known || callerMayManage.value) return reading;
  return { known: false, why: 'only the management account and delegated administrators may read this' };
}

function outside(caller: Caller, organization: RootAccess['organization']): RootAccess {
  const nothing: UnknownFact = { known: false, why: 'there is no organization' };
  return {
    caller,
    organization,
    trustedAccess: nothing,
    features: nothing,
    delegatedAdministrators: nothing,
    callerMayManage: nothing,
    listed: nothing,
    members: nothing,
  };
}

async function describeOrganization(client: OrganizationsClient): Promise<OrganizationFacts | undefined> {
  try {
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    const call = 'organizations:DescribeOrganization';
    return {
      id: contentOf(call, 'the ID', Organization?.Id),
      managementAccountId: contentOf(call, 'the management account', Organization?.MasterAccountId),
      allFeatures: contentOf(call, 'the feature set', Organization?.FeatureSet) === 'ALL',
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'AWSOrganizationsNotInUseException') return undefined;
    throw error;
  }
}

async function hasTrustedAccess(client: OrganizationsClient): Promise<boolean> {
  const enabled = await listAll({
    ...organizationsListing,
    call: 'organizations:ListAWSServiceAccessForOrganization',
    read: (NextToken?: string) => client.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken })),
    items: ({ EnabledServicePrincipals }) => EnabledServicePrincipals,
    id: ({ ServicePrincipal }) => ServicePrincipal,
  });
  return enabled.some(({ ServicePrincipal }) => ServicePrincipal === iamServicePrincipal);
}

interface FeaturesAnswer {
  readonly enabled: Fact<Features>;
  /** IAM answers with the features only while trusted access is on, and says so while it is off. */
  readonly impliesTrustedAccess?: Fact<boolean>;
  /** IAM answers nobody but the management account and the delegated administrators, and says so. */
  readonly impliesMayManage?: Fact<boolean>;
}

async function listFeatures(client: IAMClient): Promise<FeaturesAnswer> {
  const call = 'iam:ListOrganizationsFeatures';
  try {
    const answer = await client.send(new ListOrganizationsFeaturesCommand({}));
    // Where no feature is on, the organization's ID tells the answer from none.
    const isAnswer = answer.OrganizationId || answer.EnabledFeatures;
    const none = isAnswer ? [] : undefined;
    const EnabledFeatures = contentOf(call, 'the list of features', answer.EnabledFeatures ?? none);
    const enabled = {
      rootCredentialsManagement: EnabledFeatures.includes('RootCredentialsManagement'),
      rootSessions: EnabledFeatures.includes('RootSessions'),
    };
    return { enabled: known(enabled), impliesTrustedAccess: known(true), impliesMayManage: known(true) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'ServiceAccessNotEnabledException') {
      const none = { rootCredentialsManagement: false, rootSessions: false };
      return { enabled: known(none), impliesTrustedAccess: known(false) };
    }
    const enabled = unknownBecause(error, call);
    if (name !== 'AccountNotManagementOrDelegatedAdministratorException') return { enabled };
    return { enabled, impliesMayManage: known(false) };
  }
}

async function listDelegatedAdministrators(client: OrganizationsClient): Promise<NamedAccount[]> {
  const registered = await listAll({
    ...organizationsListing,
    call: 'organizations:ListDelegatedAdministrators',
    read: (NextToken?: string) =>
      client.send(
        new ListDelegatedAdministratorsCommand({ ServicePrincipal: iamServicePrincipal, NextToken }),
      ),
    items: ({ DelegatedAdministrators }) => DelegatedAdministrators,
    id: ({ Id }) => Id,
  });
  return registered.map(({ Id = '', Name = '' }) => ({ accountId: Id, name: Name }));
}

function membersOf({ accounts, managementAccountId }: Organization): MemberAccount[] {
  return [...accounts.values()].filter(({ accountId }) => accountId !== managementAccountId);
}

function mayManage(
  { accountId }: Caller,
  organization: RootAccess['organization'],
  administrators: RootAccess['delegatedAdministrators'],
  { impliesMayManage }: FeaturesAnswer,
): Fact<boolean> {
  if (organization.known && organization.value?.managementAccountId === accountId) return known(true);
  if (administrators.known && administrators.value.some((other) => other.accountId === accountId))
    return known(true);
  if (impliesMayManage) return impliesMayManage;
  if (!organization.known) return organization;
  return administrators.known ? known(false) : administrators;
}

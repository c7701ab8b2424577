import type { Clock } from '../clock';
import { KINDS, kindAt } from './account-kinds';
import { type AccountEnvironment, type AccountName, accountNames, emailOf } from './account-names';
import { createCredentials } from './create-credentials';
import { createResources } from './create-resources';
import { daysBefore } from './dates';
import type { Account, AccountKind, ControlPolicy, Organization, OrganizationalUnit } from './organization';
import { BASE_32, createRandom, LOWER_CASE_AND_DIGITS } from './random';
import { createOperator, createRootAccess, type RootAccessOptions } from './root-access-options';

/** What an organization that is made up is to be like. */
export interface OrganizationOptions extends RootAccessOptions {
  /** How many member accounts; the management account comes on top. */
  accounts: number;
  seed: number;
  /** Whether some accounts cannot be read or purged, for good. @default false */
  trouble?: boolean;
  /** Whether some accounts have buckets and queues, in several Regions, from which a policy locks everybody out. @default false */
  resources?: boolean;
  clock: Pick<Clock, 'now'>;
}

/** Makes an organization that is the same, to the last character, for the same options on the same UTC day. */
export function createOrganization({
  accounts,
  seed,
  trouble = false,
  resources = false,
  clock,
  ...rootAccess
}: OrganizationOptions): Organization {
  const random = createRandom(seed, 'organization');
  const today = clock.now();
  const rootId = `r-${random.text(4, LOWER_CASE_AND_DIGITS)}`;
  const units = createUnits(rootId, seed);
  const members = accountNames(accounts, seed).map((accountName, index) => {
    const kind = kindAt(index, trouble);
    const parentId = parentOf(accountName, kind, units);
    return createAccount({ accountName, kind, index, seed, today, parentId });
  });
  const managementAccount = createManagementAccount(rootId, seed, today);
  return {
    id: `o-${random.text(10, LOWER_CASE_AND_DIGITS)}`,
    rootId,
    featureSet: 'ALL',
    ...createRootAccess(members, rootAccess, today),
    managementAccount,
    accounts: members,
    organizationalUnits: Object.values(units),
    operator: {
      ...createOperator(managementAccount, members, rootAccess),
      userId: `AIDA${random.text(17, BASE_32)}`,
      createDate: daysBefore(today, 700),
      credentials: { signingCertificates: [], accessKeys: [], mfaDevices: [] },
    },
    serviceControlPolicies: [denyRootUser(members)],
    resourceControlPolicies: [],
    ...(resources ? createResources(members, today) : { buckets: [], queues: [] }),
    events: [],
  };
}

/** The policy that many an organization has, without the exemption that root sessions need. */
function denyRootUser(accounts: readonly Account[]): ControlPolicy {
  const shielded = accounts.filter(({ kind }) => kind === 'denied-by-service-control-policy');
  return {
    name: 'DenyRootUser',
    targets: shielded.map(({ id }) => id),
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
        },
      ],
    },
  };
}

interface AccountOptions {
  accountName: AccountName;
  kind: AccountKind;
  /** Its place in the organization; -1 is the management account. */
  index: number;
  seed: number;
  today: Date;
  parentId: string;
}

function createAccount({ accountName, kind, index, seed, today, parentId }: AccountOptions): Account {
  const random = createRandom(seed, 'account', index);
  const id = accountId(index, seed);
  return {
    id,
    name: accountName.name,
    email: emailOf(accountName.name),
    state: KINDS[kind].state ?? 'ACTIVE',
    joinedMethod: random.pick(['CREATED', 'CREATED', 'INVITED']),
    joinedTimestamp: daysBefore(today, random.integer(40, 3600), random.integer(0, 86_399)),
    parentId,
    kind,
    credentials: createCredentials(KINDS[kind], id, random, today),
    faults: structuredClone(KINDS[kind].faults ?? {}),
  };
}

/** Has no factor in common with the number of IDs, so that no two accounts of a seed share one. */
const STRIDE = 382_916_274_551;
const LOWEST_ID = 100_000_000_000;
const IDS = 900_000_000_000;

/** Twelve digits; the second account's start with 0, which is lost wherever an ID is taken for a number. */
function accountId(index: number, seed: number): string {
  const base = createRandom(seed, 'account IDs').integer(0, IDS - 1);
  const id = String(LOWEST_ID + ((base + (index + 1) * STRIDE) % IDS));
  return index === 1 ? `0${id.slice(1)}` : id;
}

/** Its root credentials are nobody's target and must outlive every run. */
function createManagementAccount(rootId: string, seed: number, today: Date): Account {
  const accountName: AccountName = { name: 'management', environment: 'shared' };
  return createAccount({ accountName, kind: 'password-and-mfa', index: -1, seed, today, parentId: rootId });
}

type Units = Record<'workloads' | 'production' | 'development' | 'sandbox' | 'suspended', OrganizationalUnit>;

function createUnits(rootId: string, seed: number): Units {
  const random = createRandom(seed, 'units');
  const unit = (name: string, parentId: string): OrganizationalUnit => ({
    id: `ou-${rootId.slice(2)}-${random.text(8, LOWER_CASE_AND_DIGITS)}`,
    name,
    parentId,
  });
  const workloads = unit('Workloads', rootId);
  return {
    workloads,
    production: unit('Production', workloads.id),
    development: unit('Development', workloads.id),
    sandbox: unit('Sandbox', rootId),
    suspended: unit('Suspended', rootId),
  };
}

const UNIT_OF: Record<AccountEnvironment, keyof Units> = {
  prod: 'production',
  staging: 'development',
  dev: 'development',
  sandbox: 'sandbox',
  shared: 'workloads',
};

function parentOf({ environment }: AccountName, kind: AccountKind, units: Units): string {
  return units[KINDS[kind].state === 'SUSPENDED' ? 'suspended' : UNIT_OF[environment]].id;
}

import { IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../cli/aws/fact';
import { assertCanBeDelegated, whyNotHere } from '../../../cli/enable/refusal';
import { asSeenByCaller, type RootAccess, readRootAccess } from '../../../cli/root-access/root-access';
import { failure } from '../support/mocked-app';

const organizations = mockClient(OrganizationsClient);
const iam = mockClient(IAMClient);
const management = '111122223333';
const member = '444455556666';
const arn = 'arn:aws:iam::111122223333:role/Operator';

const describes =
  (FeatureSet?: 'ALL' | 'CONSOLIDATED_BILLING', Id?: string, MasterAccountId?: string) => () =>
    organizations
      .on(DescribeOrganizationCommand)
      .resolves({ Organization: { Id, MasterAccountId, FeatureSet } });
const trusts =
  (...services: string[]) =>
  () =>
    organizations.on(ListAWSServiceAccessForOrganizationCommand).resolves({
      EnabledServicePrincipals: services.map((ServicePrincipal) => ({ ServicePrincipal })),
    });
const has = (answer: object) => () => iam.on(ListOrganizationsFeaturesCommand).resolves(answer);
const delegates =
  (...ids: string[]) =>
  () =>
    organizations.on(ListDelegatedAdministratorsCommand).resolves({
      DelegatedAdministrators: ids.map((Id) => ({ Id, Name: Id === member ? 'payments' : undefined })),
    });
const refuses =
  (
    command:
      | typeof DescribeOrganizationCommand
      | typeof ListAWSServiceAccessForOrganizationCommand
      | typeof ListDelegatedAdministratorsCommand
      | typeof ListAccountsCommand,
    name = 'AccessDeniedException',
  ) =>
  () =>
    organizations.on(command).rejects(failure(name));
const hides = (name: string) => () => iam.on(ListOrganizationsFeaturesCommand).rejects(failure(name));

function asSetUp(): void {
  organizations.reset();
  iam.reset();
  describes('ALL', 'o-a', management)();
  trusts('iam.amazonaws.com', 'sso.amazonaws.com')();
  has({ OrganizationId: 'o-a', EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'] })();
  delegates()();
  organizations.on(ListAccountsCommand).resolves({
    Accounts: [
      { Id: management, Name: 'management', State: 'ACTIVE' },
      { Id: member, Name: 'payments', State: 'ACTIVE' },
    ],
  });
}

/** A fact as `yes`, its value, or why nobody knows it. */
function shown<T>(fact: Fact<T>, text: (value: T) => string = String): string {
  if (fact.known) return text(fact.value);
  return `? ${fact.why}${fact.permission ? ` (${fact.permission})` : ''}`;
}

function linesOf(access: RootAccess): string[] {
  return [
    `organization     ${shown(access.organization, (it) => JSON.stringify(it) ?? 'none')}`,
    `trusted access   ${shown(access.trustedAccess)}`,
    `features         ${shown(access.features, JSON.stringify)}`,
    `administrators   ${shown(access.delegatedAdministrators, JSON.stringify)}`,
    `may manage       ${shown(access.callerMayManage)}`,
    `members          ${shown(access.members, (all) => all.map(({ accountId }) => accountId).join())}`,
    `as it is told    ${shown(asSeenByCaller(access, access.trustedAccess))}`,
  ];
}

const everything: [string, ...(() => unknown)[]][] = [
  ['everything on'],
  ['no organization', refuses(DescribeOrganizationCommand, 'AWSOrganizationsNotInUseException')],
  ['consolidated billing', describes('CONSOLIDATED_BILLING', 'o-a', management)],
  ['an organization without an ID', describes('ALL', undefined, management)],
  ['an organization without a management account', describes('ALL', 'o-a')],
  ['an organization without a feature set', describes(undefined, 'o-a', management)],
  ['no answer', () => organizations.on(DescribeOrganizationCommand).resolves({})],
  ['an organization that is hidden', refuses(DescribeOrganizationCommand)],
  ['the same, IAM too', refuses(DescribeOrganizationCommand), hides('AccessDenied')],
  ['trust in others', trusts('sso.amazonaws.com')],
  ['trust in nobody', trusts(), hides('ServiceAccessNotEnabledException')],
  ['trust that is hidden', refuses(ListAWSServiceAccessForOrganizationCommand)],
  [
    'trust that IAM tells of',
    refuses(ListAWSServiceAccessForOrganizationCommand),
    hides('ServiceAccessNotEnabledException'),
  ],
  ['trust that nobody tells of', refuses(ListAWSServiceAccessForOrganizationCommand), hides('AccessDenied')],
  ['one feature', has({ OrganizationId: 'o-a', EnabledFeatures: ['RootSessions'] })],
  ['the other feature', has({ EnabledFeatures: ['RootCredentialsManagement'] })],
  ['no feature', has({ OrganizationId: 'o-a' })],
  ['an empty answer of IAM', has({})],
  ['IAM out of order', hides('ServiceFailure')],
  ['an administrator', delegates(member, '777788889999')],
  ['an administrator, and nothing of IAM', delegates('777788889999', member), hides('AccessDenied')],
  ['another administrator, and nothing of IAM', delegates('777788889999'), hides('AccessDenied')],
  [
    'trust out of order',
    refuses(ListAWSServiceAccessForOrganizationCommand, 'ServiceException'),
    hides('AccountNotManagementOrDelegatedAdministratorException'),
  ],
  ['administrators that are hidden', refuses(ListDelegatedAdministratorsCommand)],
  [
    'nothing but administrators',
    refuses(ListDelegatedAdministratorsCommand),
    refuses(ListAWSServiceAccessForOrganizationCommand),
    hides('AccountNotManagementOrDelegatedAdministratorException'),
  ],
  [
    'hidden administrators, and nothing of IAM',
    refuses(ListDelegatedAdministratorsCommand),
    refuses(ListAWSServiceAccessForOrganizationCommand),
    hides('AccessDenied'),
  ],
  ['accounts that are hidden', refuses(ListAccountsCommand)],
];

it.each([
  ['management', management],
  ['member', member],
])('root access is this, seen by a %s account', async (name, accountId) => {
  const said: string[] = [];
  for (const [what, ...changes] of everything) {
    asSetUp();
    for (const change of changes) change();
    const clients = { organizations: new OrganizationsClient({}), iam: new IAMClient({}) };
    const access = await readRootAccess(clients, { accountId, arn, partition: 'aws' });
    const refusal = whyNotHere(access, [])?.text.split('\n')[0] ?? '-';
    said.push(`# ${what}`, ...linesOf(access), `enable says      ${refusal}`, '');
  }
  await expect(said.join('\n')).toMatchFileSnapshot(`./pictures/seen-by-a-${name}-account.txt`);
});

describe('an account can be a delegated administrator', () => {
  const of = (id: string, state?: 'ACTIVE' | 'SUSPENDED') => ({ accountId: id, name: '', email: '', state });
  const unknown = { known: false, why: 'no' } as const;
  const access: RootAccess = {
    caller: { accountId: management, arn, partition: 'aws' },
    organization: { known: true, value: { id: 'o-a', managementAccountId: management, allFeatures: true } },
    trustedAccess: unknown,
    features: unknown,
    delegatedAdministrators: unknown,
    callerMayManage: unknown,
    listed: unknown,
    members: {
      known: true,
      value: [of(member, 'ACTIVE'), of('777788889999', 'SUSPENDED'), of('888899990000')],
    },
  };
  const may = (id: string | undefined, facts: Partial<RootAccess>) => () =>
    assertCanBeDelegated({ ...access, ...facts }, id);

  it.each<[string, string | undefined, Partial<RootAccess>, string | undefined]>([
    ['an ACTIVE member', member, {}, undefined],
    ['nobody', undefined, {}, undefined],
    ['any, of no known organization', '999999999999', { organization: unknown }, undefined],
    [
      'any, of no organization',
      '999999999999',
      { organization: { known: true, value: undefined } },
      undefined,
    ],
    ['any, of members that nobody knows', '999999999999', { members: unknown }, undefined],
    ['the management account', management, { members: unknown }, 'the management account'],
    ['a stranger', '999999999999', {}, 'which is not in this organization'],
    ['one that is closed', '777788889999', {}, 'which is SUSPENDED; allowed is an ACTIVE'],
    ['one in no known state', '888899990000', {}, 'which is in no known state'],
  ])('%s', (_, id, facts, refusal) => {
    if (refusal) expect(may(id, facts)).toThrow(`--delegated-admin: received ${id}, ${refusal}`);
    else expect(may(id, facts)).not.toThrow();
  });
});

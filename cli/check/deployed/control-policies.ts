import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  type PolicySummary,
} from '@aws-sdk/client-organizations';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { listAll } from '../../../lambdas/aws-calls/whole-list';
import { isOpen, type MemberAccount, organizationsListing } from '../../../lambdas/organization/organization';
import { type Fact, read } from '../../aws/fact';
import type { RootAccess } from '../../root-access/root-access';
import { named, printable } from '../../terminal/printable';
import type { Check } from '../readiness';
import { type Denies, deniesRootSessions } from './denies-root-sessions';
import type { Deployment } from './deployment';
import { type Problem, rowsOf } from './rows';

/** A service control policy, what it says, and where it is attached. */
interface ControlPolicy {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly targets: readonly string[];
}

/** The accounts in which a policy denies root sessions, or may. */
interface Denied {
  readonly policy: ControlPolicy;
  readonly denies: Denies;
  readonly accounts: readonly MemberAccount[];
}

/**
 * Whether a service control policy denies root sessions in a member account, by a static look at each policy along the
 * account's path. Organizations lets a policy be described twice a second, so each is described once, and those that
 * AWS manages not at all; where it is attached says more with one call than each account's path with many.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export async function checkControlPolicies(
  { settingsFor }: Deployment,
  { members, caller: { partition } }: RootAccess,
  excluded: readonly string[],
): Promise<Check[]> {
  if (!members.known) return rowsOf('service-control-policies', members, () => ({ fine: '', problems: [] }));
  const open = members.value.filter(
    ({ accountId, state = '' }) => isOpen(state) && !excluded.includes(accountId),
  );
  const policies = await readPolicies(new OrganizationsClient(settingsFor('ORGANIZATIONS')));
  return rowsOf('service-control-policies', policies, (all) => ({
    fine: `none of ${all.length} denies root sessions`,
    problems: all.flatMap((policy) => deniedBy(policy, open, partition)).map(problemOf),
  }));
}

async function readPolicies(client: OrganizationsClient): Promise<Fact<ControlPolicy[]>> {
  const listed = await read('organizations:ListPolicies', () => listPolicies(client));
  if (!listed.known) return listed;
  const ids = listed.value.flatMap(({ Id, AwsManaged }) => (Id && !AwsManaged ? [Id] : []));
  const contents = await read('organizations:DescribePolicy', () =>
    inTurn(ids, (id) => readContent(client, id)),
  );
  if (!contents.known) return contents;
  return read('organizations:ListTargetsForPolicy', () =>
    inTurn(ids, async (id) => ({
      id,
      name: listed.value.find(({ Id }) => Id === id)?.Name ?? id,
      content: contents.value[ids.indexOf(id)] ?? '',
      targets: await listTargets(client, id),
    })),
  );
}

/** One after the other: Organizations throttles early. */
async function inTurn<T>(ids: readonly string[], ask: (id: string) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const id of ids) answers.push(await ask(id));
  return answers;
}

const listPolicies = (client: OrganizationsClient): Promise<PolicySummary[]> =>
  listAll({
    ...organizationsListing,
    call: 'organizations:ListPolicies',
    read: (NextToken?: string) =>
      client.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY', NextToken })),
    items: ({ Policies }) => Policies,
    id: ({ Id }) => Id,
  });

async function readContent(client: OrganizationsClient, PolicyId: string): Promise<string> {
  const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
  return contentOf('organizations:DescribePolicy', 'the policy', Policy?.Content);
}

async function listTargets(client: OrganizationsClient, PolicyId: string): Promise<string[]> {
  const targets = await listAll({
    ...organizationsListing,
    call: 'organizations:ListTargetsForPolicy',
    read: (NextToken?: string) => client.send(new ListTargetsForPolicyCommand({ PolicyId, NextToken })),
    items: ({ Targets }) => Targets,
    id: ({ TargetId }) => TargetId,
  });
  return targets.map(({ TargetId = '' }) => TargetId);
}

/** The accounts under a policy's targets in which it denies root sessions, and those in which it may. */
function deniedBy(policy: ControlPolicy, members: readonly MemberAccount[], partition: string): Denied[] {
  const under = members.filter(({ accountId, path = accountId }) =>
    policy.targets.some((target) => path.split('/').includes(target)),
  );
  return (['yes', 'maybe'] as const).flatMap((denies) => {
    const accounts = under.filter(
      ({ accountId }) => deniesRootSessions(policy.content, { accountId, partition }) === denies,
    );
    return accounts.length > 0 ? [{ policy, denies, accounts }] : [];
  });
}

/** So many accounts are named. */
const mostNamed = 5;

function problemOf({ policy: { id, name, targets }, denies, accounts }: Denied): Problem {
  const some = accounts.slice(0, mostNamed).map((account) => named(account.accountId, account.name));
  const others = accounts.length > mostNamed ? ` and ${accounts.length - mostNamed} more` : '';
  const how =
    denies === 'yes' ? 'may deny root sessions' : 'may deny root sessions, depending on its conditions,';
  return {
    answer: denies === 'yes' ? 'no' : 'unknown',
    detail: `${printable(name)} (${id}, attached to ${targets.join(', ')}) ${how} in ${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}: ${some.join(', ')}${others}`,
    fix: {
      by: 'the management account',
      command: `aws organizations update-policy --policy-id ${id} --content file://policy.json`,
      text: 'Exempt root sessions: "Null": { "aws:AssumedRoot": "true" } in the Condition of what denies the root user, as docs/scps/deny-root-user.json has it.',
    },
  };
}

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
import { type Denies, denialsIn, inRootSession, openingRootSessions } from './denies';
import type { Deployment } from './deployment';
import { type Problem, rowsOf } from './rows';

/** A service control policy, what it says, and where it is attached. */
interface ControlPolicy {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly targets: readonly string[];
}

/**
 * Whether a service control policy denies root sessions in a member account, by a static look at each policy along the
 * account's path. Organizations lets a policy be described twice a second, so each is described once, and those that
 * AWS manages not at all; where it is attached says more with one call than each account's path with many.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export async function checkControlPolicies(
  deployment: Deployment,
  { members, caller: { partition } }: RootAccess,
  excluded: readonly string[],
): Promise<Check[]> {
  if (!members.known) return rowsOf('service-control-policies', members, () => ({ fine: '', problems: [] }));
  const isTargeted = ({ accountId, state = '' }: MemberAccount) =>
    isOpen(state) && !excluded.includes(accountId);
  const targeted = members.value.filter(isTargeted);
  const own = members.value.filter(({ accountId }) => accountId === deployment.accountId);
  const client = new OrganizationsClient(deployment.settingsFor('ORGANIZATIONS'));
  return rowsOf('service-control-policies', await readPolicies(client), (all) => ({
    fine: `none of ${all.length} denies root sessions`,
    problems: all.flatMap((policy) => [
      ...problemsIn(policy, under(policy, targeted), partition),
      ...problemsOfRoles(policy, under(policy, own), deployment),
    ]),
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

/** The accounts along whose path a policy is attached. */
const under = ({ targets }: ControlPolicy, members: readonly MemberAccount[]) =>
  members.filter(({ accountId, path = accountId }) =>
    targets.some((target) => path.split('/').includes(target)),
  );

/** The accounts in which a policy denies root sessions, and those in which it may. */
function problemsIn(policy: ControlPolicy, members: readonly MemberAccount[], partition: string): Problem[] {
  const denies = denialsIn(policy.content);
  const answers = members.map((member) => ({
    member,
    answer: denies(inRootSession(member.accountId, partition)),
  }));
  return (['yes', 'maybe'] as const).flatMap((answer) => {
    const denied = answers.flatMap((each) => (each.answer === answer ? [each.member] : []));
    if (denied.length === 0) return [];
    const where = `in ${denied.length} ${denied.length === 1 ? 'account' : 'accounts'}: ${namesOf(denied)}`;
    const text =
      'Exempt root sessions: "Null": { "aws:AssumedRoot": "true" } in the Condition of what denies the root user, as docs/scps/deny-root-user.json has it.';
    const accounts = denied.map(({ accountId }) => accountId);
    return [{ ...problemOf(policy, answer, `root sessions ${where}`, text), accounts }];
  });
}

/** So many accounts are named. */
const mostNamed = 5;

function namesOf(accounts: readonly MemberAccount[]): string {
  const some = accounts.slice(0, mostNamed).map(({ accountId, name }) => named(accountId, name));
  const others = accounts.length > mostNamed ? ` and ${accounts.length - mostNamed} more` : '';
  return some.join(', ') + others;
}

/** In the account of the app, where that is a member account: whether its roles may open root sessions. */
function problemsOfRoles(
  policy: ControlPolicy,
  own: readonly MemberAccount[],
  { outputs, region }: Deployment,
): Problem[] {
  if (own.length === 0) return [];
  const roles = Object.entries(outputs).filter(([name]) => /^AssumeRootTo\w+RoleArn$/.test(name));
  const denies = denialsIn(policy.content);
  return (['yes', 'maybe'] as const).flatMap((answer) => {
    const denied = roles.filter(([, arn = '']) => denies(openingRootSessions(arn, region)) === answer);
    if (denied.length === 0) return [];
    const names = denied.map(([name]) => name).join(', ');
    const text =
      'Exempt the roles in these outputs of the stack, as docs/scps/only-this-app-assumes-root.json does.';
    return [problemOf(policy, answer, `sts:AssumeRoot to roles of the app: ${names}`, text)];
  });
}

function problemOf(
  { id, name, targets }: ControlPolicy,
  answer: Exclude<Denies, 'no'>,
  what: string,
  text: string,
): Problem {
  const how = answer === 'yes' ? 'may deny' : 'may deny, depending on its conditions,';
  return {
    answer: answer === 'yes' ? 'no' : 'unknown',
    detail: `${printable(name)} (${id}, attached to ${targets.join(', ')}) ${how} ${what}`,
    fix: {
      by: 'the management account',
      command: `aws organizations update-policy --policy-id ${id} --content file://policy.json`,
      text,
    },
  };
}

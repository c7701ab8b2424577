import type { MemberAccount } from '../../../lambdas/organization/organization';
import type { RootAccess } from '../../root-access/root-access';
import { named, printable } from '../../terminal/printable';
import { type Check, type Fix, inManagement } from '../readiness';
import { type Denies, denialsIn, inRootSession, openingRootSessions, within } from './denies';
import type { Deployment } from './deployment';
import { type ControlPolicy, readPolicies } from './read-policies';
import { type Problem, rowsOf } from './rows';
import { targetedOf } from './targeted';

/**
 * Whether a service control policy denies root sessions in a member account, by a static look at each policy along the
 * account's path. Where a policy is attached says more with one call than each account's path with many.
 */
export async function checkServiceControlPolicies(
  deployment: Deployment,
  { members, organization, caller: { partition } }: RootAccess,
  excluded: readonly string[],
): Promise<Check[]> {
  const check = 'service-control-policies';
  if (!members.known) return rowsOf(check, members, () => nothing);
  const targeted = targetedOf(members.value, excluded);
  const own = members.value.filter(({ accountId }) => accountId === deployment.accountId);
  return rowsOf(check, await readPolicies(deployment, 'SERVICE_CONTROL_POLICY'), (all) => ({
    fine: noneOf(all, 'root sessions'),
    problems: all.flatMap((policy) =>
      [
        ...problemsIn(policy, under(policy, targeted), partition),
        ...problemsOfRoles(policy, under(policy, own), deployment),
      ].map((found) => mendedBy(organization, found)),
    ),
  }));
}

/**
 * Whether a resource control policy denies the app `sts:AssumeRoot` in a member account: that call is about the root
 * user there, and STS is among the services that such policies apply to; IAM is not.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
export async function checkResourceControlPolicies(
  deployment: Deployment,
  { members, organization }: RootAccess,
  excluded: readonly string[],
): Promise<Check[]> {
  const check = 'resource-control-policies';
  if (!members.known) return rowsOf(check, members, () => nothing);
  const organizationId = organization.known ? organization.value?.id : undefined;
  const targeted = targetedOf(members.value, excluded);
  return rowsOf(check, await readPolicies(deployment, 'RESOURCE_CONTROL_POLICY'), (all) => ({
    fine: noneOf(all, 'sts:AssumeRoot'),
    problems: all.flatMap((policy) =>
      problemsOfTargets(policy, under(policy, targeted), deployment, organizationId).map((found) =>
        mendedBy(organization, found),
      ),
    ),
  }));
}

/** What a policy denies; the management account can mend all of it. */
type Found = Omit<Problem, 'fix'> & { readonly fix: Omit<Fix, 'by'> };

function mendedBy(organization: RootAccess['organization'], found: Found): Problem {
  const doer = inManagement(organization.known ? organization.value : undefined);
  return { ...found, fix: { ...doer, ...found.fix } };
}

const noneOf = ({ length }: readonly ControlPolicy[], what: string) =>
  length === 0 ? 'there is none but those of AWS' : `none of ${length} denies ${what}`;

const nothing = { fine: '', problems: [] };

/** The accounts along whose path a policy is attached. */
const under = ({ targets }: ControlPolicy, members: readonly MemberAccount[]) =>
  members.filter(({ accountId, path = accountId }) =>
    targets.some((target) => path.split('/').includes(target)),
  );

/** The accounts in which a policy denies root sessions, and those in which it may. */
function problemsIn(policy: ControlPolicy, members: readonly MemberAccount[], partition: string): Found[] {
  const denies = denialsIn(policy.content);
  const text =
    'Exempt root sessions: "Null": { "aws:AssumedRoot": "true" } in the Condition of what denies the root user, as docs/scps/deny-root-user.json has it.';
  const answerIn = ({ accountId }: MemberAccount) => denies(inRootSession(accountId, partition));
  return problemsByAnswer(policy, members, answerIn, 'root sessions', text);
}

/** The accounts in which a policy denies a role of the app to open root sessions, and those in which it may. */
function problemsOfTargets(
  policy: ControlPolicy,
  members: readonly MemberAccount[],
  { outputs, region }: Deployment,
  organizationId: string | undefined,
): Found[] {
  const denies = denialsIn(policy.content);
  const roles = openersOf(outputs).map(([, arn = '']) => arn);
  const answerIn = ({ accountId }: MemberAccount) => {
    const answers = roles.map((arn) => {
      const opening = openingRootSessions(arn, region, accountId);
      return denies(organizationId ? within(organizationId, opening) : opening);
    });
    return answers.find((each) => each === 'yes') ?? answers.find((each) => each === 'maybe') ?? 'no';
  };
  return problemsByAnswer(policy, members, answerIn, 'sts:AssumeRoot', exemptRoles);
}

/** A problem for the accounts in which a policy denies something, and one for those in which it may. */
function problemsByAnswer(
  policy: ControlPolicy,
  members: readonly MemberAccount[],
  answerIn: (member: MemberAccount) => Denies,
  what: string,
  text: string,
): Found[] {
  const answers = members.map((member) => ({ member, answer: answerIn(member) }));
  return (['yes', 'maybe'] as const).flatMap((answer) => {
    const denied = answers.flatMap((each) => (each.answer === answer ? [each.member] : []));
    if (denied.length === 0) return [];
    const where = `in ${denied.length} ${denied.length === 1 ? 'account' : 'accounts'}: ${namesOf(denied)}`;
    const accounts = denied.map(({ accountId }) => accountId);
    return [{ ...problemOf(policy, answer, `${what} ${where}`, text), accounts }];
  });
}

const exemptRoles =
  'Exempt the roles in the outputs AssumeRootTo…RoleArn of the stack, as docs/scps/only-this-app-assumes-root.json does.';

/** The roles that open root sessions, by the names of their outputs. */
const openersOf = (outputs: Deployment['outputs']) =>
  Object.entries(outputs).filter(([name]) => /^AssumeRootTo\w+RoleArn$/.test(name));

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
): Found[] {
  if (own.length === 0) return [];
  const roles = openersOf(outputs);
  const denies = denialsIn(policy.content);
  return (['yes', 'maybe'] as const).flatMap((answer) => {
    const denied = roles.filter(([, arn = '']) => denies(openingRootSessions(arn, region)) === answer);
    if (denied.length === 0) return [];
    const names = denied.map(([name]) => name).join(', ');
    return [problemOf(policy, answer, `sts:AssumeRoot to roles of the app: ${names}`, exemptRoles)];
  });
}

function problemOf(
  { id, name, targets }: ControlPolicy,
  answer: Exclude<Denies, 'no'>,
  what: string,
  text: string,
): Found {
  const how = answer === 'yes' ? 'may deny' : 'may deny, depending on its conditions,';
  return {
    answer: answer === 'yes' ? 'no' : 'unknown',
    detail: `${printable(name)} (${id}, attached to ${targets.join(', ')}) ${how} ${what}`,
    fix: {
      command: `aws organizations update-policy --policy-id ${id} --content file://policy.json`,
      text,
    },
  };
}

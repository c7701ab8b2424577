import { type App, Validations } from 'aws-cdk-lib';
import type { Statement } from './permissions';
import type { ReadableTemplate } from './readable-template';
import { delegatedAccountId, managementAccountId } from './topologies';

/** The table of permissions, in Markdown: of the app, of the stack that forwards events, and why each `*`. */
export function permissionsTable(app: App, templates: readonly ReadableTemplate[]): string {
  const roles = templates.flatMap((template) =>
    Object.keys(template.resources('AWS::IAM::Role')).map(
      (role) => [roleName(role), grantsOf(role, template)] as const,
    ),
  );
  const functions = roles.filter(([, grants]) => grants.some((grant) => grant.includes('its own log')));
  const common =
    functions[0]?.[1].filter((grant) => functions.every(([, grants]) => grants.includes(grant))) ?? [];
  const rest = new Map<string, string[]>();
  for (const [name, grants] of roles) {
    const own = grants.filter((grant) => !common.includes(grant)).join('<br>');
    rest.set(own, [...(rest.get(own) ?? []), name]);
  }
  const rows = [...rest].map(([grants, names]) => `| ${names.join(', ')} | ${grants} |`);
  return [
    '| role of | may |',
    '|---|---|',
    `| every function | ${common.join('<br>')} |`,
    ...rows,
    '',
    'Why there is a `*`:',
    '',
    ...wildcards(app),
  ].join('\n');
}

function grantsOf(role: string, template: ReadableTemplate): string[] {
  interface Policy {
    Roles: string[];
    PolicyDocument: { Statement: Statement[] };
  }
  const policies = Object.values(template.resources<Policy>('AWS::IAM::Policy'));
  const own = policies.filter(({ Properties }) => Properties.Roles.includes(`{${role}}`));
  const log = `{${role.replace(/Role$/, 'Log')}.Arn}`;
  return own
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .map((statement) => grantOf(statement).replaceAll(`\`${log}\``, 'its own log'))
    .map(withoutExamples);
}

function grantOf({ Action, Resource, Condition = {} }: Statement): string {
  const code = (values: string | string[]) => [values].flat().map((value) => `\`${value}\``);
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `\`${key}\` ${operator} ${code(values).join(' or ')}`),
  );
  const suffix = conditions.length > 0 ? `, if ${conditions.join(' and ')}` : '';
  return `${code(Action).join(', ')} on ${code(Resource).join(', ')}${suffix}`;
}

function roleName(role: string): string {
  const names: Record<string, string> = {
    PurgeWorkflowRole: 'the state machine of the purge',
    PrivilegedTasksRole: 'the state machine of the privileged tasks',
    AccountEventsEventsRole: 'the rule in the management account that forwards events',
  };
  if (role.startsWith('SchedulerRole')) return 'the schedule';
  const name = role
    .replace(
      /^(PurgeWorkflow|PrivilegedTasks|DecisionDelivery|AccountTrigger|ApprovalApi(?=A)|IamApprovals|SignIn(?=S))/,
      '',
    )
    .replace(/Role$/, '');
  return names[role] ?? `\`${name}\``;
}

/** What the constructs say about their wildcards to cdk-nag. */
function wildcards(app: App): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { node } of app.node.findAll())
    for (const { type, data } of node.metadata) {
      if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) continue;
      for (const [id, reason] of Object.entries(data as Record<string, unknown>)) {
        const [, resource] = /AwsSolutions-IAM5\[Resource::(.*)\]$/.exec(id) ?? [];
        if (resource === undefined) continue;
        const known = reasons.get(String(reason)) ?? new Set();
        reasons.set(String(reason), known.add(`\`${withoutExamples(readable(resource))}\``));
      }
    }
  return [...reasons].map(([reason, resources]) => `- ${[...resources].sort().join(', ')}: ${reason}`);
}

function readable(resource: string): string {
  return resource.replaceAll(/<([A-Za-z0-9:]+?)([0-9A-F]{8})?((?:\.[A-Za-z]+)?)>/g, '{$1$3}');
}

function withoutExamples(text: string): string {
  return text
    .replaceAll('{AWS::Partition}', 'aws')
    .replaceAll(/eu-west-1/g, '{Region}')
    .replaceAll(delegatedAccountId, '{account}')
    .replaceAll(managementAccountId, '{management account}');
}

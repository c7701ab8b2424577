import { createColors } from 'picocolors';
import type { Output } from '../terminal/terminal';
import { pad, wrap } from '../terminal/wrap';
import type { Check, CheckName, CheckResult } from './readiness';

const titles: Record<CheckName, string> = {
  organization: 'Organization',
  'all-features': 'All features',
  'trusted-access': 'Trusted access for IAM',
  RootCredentialsManagement: 'RootCredentialsManagement',
  RootSessions: 'RootSessions',
  'delegated-administrator': 'Delegated administrator',
  'caller-account': 'Your account',
  'assume-root': 'AssumeRoot (to read)',
  'deployed-version': 'Deployed version',
  approvers: 'Approvers',
  links: 'Links',
  'filter-policies': 'Filter policies',
  unsubscribing: 'Unsubscribing',
  'event-rules': 'Event rules',
  functions: 'Functions',
  roles: 'Roles',
  keys: 'Keys',
  'lambda-quota': 'Lambda quota',
  'log-delivery': 'Log delivery',
  alarms: 'Alarms',
  'alarm-states': 'Alarms now',
  'alarm-mails': 'Mails of alarms',
  schedule: 'Schedule',
  'new-accounts': 'New accounts',
  'sts-region': 'STS in the Region',
  'service-control-policies': 'SCPs',
  'resource-control-policies': 'RCPs',
};

const titleColumns = Math.max(...Object.values(titles).map((title) => title.length)) + 2;
const answerColumns = 'unknown'.length + 2;
const indent = '  ';

/** What `check` asked and what was answered, line by line, with what to do about a "no" or "unknown"; then the conclusion. */
export function formatChecks(result: CheckResult, { width, color }: Pick<Output, 'width' | 'color'>): string {
  const colors = createColors(color);
  return [
    ...wrap(`You are ${result.caller.arn}.`, width),
    '',
    colors.bold(pad('CHECK', titleColumns) + pad('ANSWER', answerColumns).trimEnd()),
    ...result.checks.flatMap((check) => [
      ...formatCheck(check, width, color),
      ...formatFix(check, width, color),
    ]),
    ...formatMembers(result, width),
    '',
    ...conclude(result, width, color),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function formatCheck({ check, answer, needed, detail }: Check, width: number, color: boolean): string[] {
  const { green, red, yellow, dim } = createColors(color);
  const missing = needed ? red : dim;
  const paint = { yes: green, no: missing, unknown: needed ? yellow : dim }[answer];
  const before = titleColumns + answerColumns;
  const lines = wrap(detail, Math.max(30, width - before));
  return lines.map((line, index) =>
    index === 0
      ? pad(titles[check], titleColumns) + paint(pad(answer, answerColumns)) + line
      : ' '.repeat(before) + line,
  );
}

/** A command stays on one line, however long, so that it can be copied. */
function formatFix({ fix, needed }: Check, width: number, color: boolean): string[] {
  if (!fix) return [];
  const { bold } = createColors(color);
  const lead = `${needed ? 'To do' : 'Optional'}, in ${fix.by}:`;
  const said = [fix.text, fix.command && fix.by !== 'you' ? lead : ''].filter(Boolean);
  return [
    ...said.flatMap((text) => wrap(text ?? '', width - indent.length).map((line) => indent + line)),
    ...(fix.command ? [`${indent}${indent}${bold(fix.command)}`] : []),
    '',
  ];
}

function formatMembers({ memberAccounts }: CheckResult, width: number): string[] {
  if (!memberAccounts) return [];
  const counts = Object.entries(memberAccounts).map(([state, count]) => `${count} ${state}`);
  return ['', ...wrap(`Member accounts: ${counts.join(', ') || 'none'}.`, width)];
}

function conclude(result: CheckResult, width: number, color: boolean): string[] {
  const { bold, green, red } = createColors(color);
  if (result.ready) return wrap(`${bold(green('Ready.'))} A run can be started; begin with an audit.`, width);
  const missing = result.checks.filter(({ needed, answer }) => needed && answer === 'no');
  const unknown = result.checks.filter(({ needed, answer }) => needed && answer === 'unknown');
  const names = (checks: readonly Check[]) =>
    [...new Set(checks.map(({ check }) => titles[check]))].join(', ');
  const parts = [
    missing.length > 0 ? `Missing: ${names(missing)}.` : '',
    unknown.length > 0 ? `Unknown: ${names(unknown)}.` : '',
  ];
  const enable = [
    ...wrap(`What is off is turned on, with credentials of ${result.management}, by:`, width),
    `${indent}${bold(result.enableCommand)}`,
  ];
  return [
    ...wrap([bold(red('Not ready.')), ...parts].filter(Boolean).join(' '), width),
    ...(result.enableHelps ? enable : []),
  ];
}

import type { Command } from 'commander';
import { privilegedTasks } from '../../../lambdas/tasks/registry';
import { faults } from '../../../local-aws';
import { reflow, wrap } from '../../terminal/wrap';

/** The whole help text of `npm start`; lines to be copied may be longer than so many columns. */
export function helpOf(command: Command, columns: number): string {
  const text = [
    command.helpInformation(),
    'Examples:',
    ...formatExamples(),
    '',
    about,
    describeTasks(),
    describeFaults(columns),
    exitStatuses,
  ].join('\n');
  return reflow(text, columns);
}

/** Options, and in words what they do where that is not plain. */
type Example = readonly [options: string, words?: string];

const examples: Example[] = [
  ['', '12 accounts; in a terminal, you approve'],
  ['--accounts 200 --trouble --approve all', 'a larger organization, not all of it well'],
  ['--approve none', 'the plan is refused: nothing is deleted'],
  [`--input '{"mode":"audit"}'`, 'reads and reports, deletes nothing'],
  [`--input '{"credentials":["access-keys"],"reason":"Keys first"}'`],
  ['--faults bucket:AssumeRoot=5,reset:iam@5%,crash-after:DeleteAccessKeys@20%'],
  ['--list account_id.list --json', 'a list of accounts; a result for a program'],
  ['--event test/fixtures/events/create-account-result.json'],
  ['--task delete-bucket-policy', 'a privileged task, on a locked bucket'],
  ['--cloud aws --purge', 'your own organization'],
];

function formatExamples(): string[] {
  const commands = examples.map(([options]) => `npm start -- ${options}`.replace(/ -- $/, ''));
  const explained = commands.filter((_, index) => examples[index]?.[1]);
  const width = Math.max(...explained.map(({ length }) => length));
  return commands.map((command, index) => {
    const words = examples[index]?.[1];
    return words ? `  ${command.padEnd(width)}  ${words}` : `  ${command}`;
  });
}

const about = `Approval: ask shows the link to the approval page; each asks y/n in the terminal for every
credential, with its age and last use; all approves the whole plan, none refuses it, both at once.

Execution input, every field optional; {} is every active member account:
accounts, accountsFile, organizationalUnits, exclude, mode (purge, audit or rehearsal), credentials, reason
`;

function describeTasks(): string {
  return `Privileged tasks: ${Object.keys(privilegedTasks).join(', ')}.
By its name alone, a task is tried on what suits it in the simulated organization; its execution
input (a JSON object, or @ and the path of a file with one) says on what.
`;
}

function describeFaults(columns: number): string {
  const width = Math.max(...Object.keys(faults).map((fault) => fault.length));
  const list = Object.entries(faults).flatMap(([fault, what]) =>
    wrap(what, columns - 4 - width).map(
      (line, index) => `  ${(index === 0 ? fault : '').padEnd(width)}  ${line}`,
    ),
  );
  return `Faults: FAULT[:TARGET][=COUNT][@PERCENT%], several separated by commas. TARGET is a part of the name
of an operation (AssumeRoot), service (iam), function (DeleteAccessKeys) or object (plan.json), and
COUNT is how many of an account's first such calls may be hit: one, or all where a rate is given.
${list.join('\n')}
`;
}

const exitStatuses = `Exit status: 0 the execution succeeded, 2 it or this machine failed, or it timed out,
1 wrong options or input, 130 interrupted with Ctrl-C.
`;

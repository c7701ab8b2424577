import { Command } from 'commander';
import { type FaultRule, faults } from '../faults/fault-spec';
import type { JsonObject } from '../runtime/json';
import {
  describeUnknown,
  type Given,
  readChoice,
  readEvent,
  readInput,
  readList,
  readWholeNumber,
  UsageError,
} from './option-values';
import { readFaults } from './read-faults';

const approvals = ['all', 'none', 'ask'] as const;

/** How a run of `npm start` was asked for. */
export interface Options {
  /** How many member accounts the simulated organization has. */
  accounts: number;
  seed: number;
  /** The simulated organization also has accounts that fail. */
  trouble: boolean;
  /** Execution input: an object, its fields not yet checked. */
  input: Record<string, unknown>;
  /** A local list of account IDs, one a line. */
  list?: { path: string; text: string };
  /** An EventBridge event, which starts what the rules of the app say. */
  event?: JsonObject;
  approve: (typeof approvals)[number];
  /** Nobody said how to approve. */
  approveIsDefault: boolean;
  /** Milliseconds added to every simulated AWS call. */
  latency: number;
  /** `MaxConcurrency` of the maps, where it is not the workflow's own. */
  concurrency?: number;
  /** What goes wrong on demand. */
  faults?: FaultRule[];
  json: boolean;
  /** `false` after `--no-color`; what a stream can show is for `describeOutput` to say. */
  color: boolean;
}

/** As commander gives them, before anything is checked. */
interface GivenOptions {
  accounts: Given;
  seed: Given;
  trouble: boolean;
  input: Given;
  list?: Given;
  event?: Given;
  approve?: Given;
  latency: Given;
  concurrency?: Given;
  faults?: Given;
  json: boolean;
  color: boolean;
  help?: true;
}
type NumberOption = 'accounts' | 'seed' | 'latency' | 'concurrency';

/** Help was asked for; the message is the help text. */
export class HelpRequestedError extends Error {
  override readonly name = 'HelpRequestedError';
}

interface Surroundings {
  /** A person is at the terminal. */
  interactive: boolean;
  /** The text of a file; throws when it cannot be read. */
  readFile(path: string): string;
}

/**
 * Reads the command line of `npm start` (`process.argv` without its first two).
 *
 * @throws UsageError, naming everything that is wrong with it
 * @throws HelpRequestedError, after `--help`
 */
export function parseOptions(argv: string[], { interactive, readFile }: Surroundings): Options {
  const command = createCommand();
  const { operands, unknown } = command.parseOptions(argv);
  const given = command.opts<GivenOptions>();
  if (given.help) throw new HelpRequestedError(`${command.helpInformation()}${examples}`);

  const problems = describeUnknown([...operands, ...unknown], longNames(command));
  const number = (name: NumberOption, min: number, max: number) =>
    readWholeNumber(problems, `--${name}`, given[name] ?? true, min, max);
  const approve = given.approve ?? (interactive ? 'ask' : 'all');
  const options: Options = {
    accounts: number('accounts', 1, 100_000),
    seed: number('seed', 0, 2 ** 32 - 1),
    trouble: given.trouble,
    input: readInput(problems, given.input, readFile),
    list: given.list === undefined ? undefined : readList(problems, given.list, readFile),
    event: given.event === undefined ? undefined : readEvent(problems, given.event, readFile),
    approve: readChoice(problems, '--approve', approve, approvals),
    approveIsDefault: given.approve === undefined,
    latency: number('latency', 0, 60_000),
    concurrency: given.concurrency === undefined ? undefined : number('concurrency', 1, 10_000),
    faults: given.faults === undefined ? undefined : readFaults(problems, given.faults),
    json: given.json,
    color: given.color,
  };
  if (options.list && 'accountsFile' in options.input) {
    problems.push('--list: received together with accountsFile in --input; allowed is one list file');
  }
  if (options.event && (options.list || Object.keys(options.input).length > 0)) {
    problems.push('--event: received together with --input or --list; an event brings its own input');
  }
  if (problems.length > 0) throw new UsageError(problems);
  return options;
}

/** A value is declared optional, so that a missing one is reported together with everything else that is wrong. */
function createCommand(): Command {
  return new Command('npm start --')
    .usage('[options]')
    .description(
      'Runs the workflow on this machine, with nothing deployed and no AWS account, against a simulated\n' +
        'organization: it reads the root credentials of every member account, asks for approval, deletes\n' +
        'exactly what was approved, reads again to verify, and writes a report.',
    )
    .option(
      '--accounts [n]',
      'member accounts of the simulated organization, 1 to 100000 (default: 12)',
      '12',
    )
    .option('--seed [n]', 'which organization to simulate, 0 to 4294967295 (default: 1)', '1')
    .option('--trouble', 'add accounts that fail', false)
    .option(
      '--input [json]',
      'execution input: a JSON object, or @ and the path of a file (default: {})',
      '{}',
    )
    .option('--list [file]', 'only the accounts of this file: one ID a line, # for a comment')
    .option('--event [file]', 'send this EventBridge event, and run what it starts')
    .option('--approve [how]', 'all, none, or ask (default: ask in a terminal, else all)')
    .option('--latency [ms]', 'milliseconds added to every simulated AWS call, 0 to 60000 (default: 0)', '0')
    .option('--concurrency [n]', 'accounts at a time, 1 to 10000 (default: as the workflow says)')
    .option('--faults [spec]', 'what goes wrong on demand, drawn from the seed: see below')
    .option('--json', 'progress to stderr; the last line of stdout is one JSON object', false)
    .option('--no-color', 'plain text, as with the variable NO_COLOR')
    .helpOption(false)
    .option('-h, --help', 'show this')
    .configureHelp({
      helpWidth: 100,
      optionTerm: ({ flags }) => flags.replace('[', '<').replace(']', '>'),
      optionDescription: ({ description }) => description,
    });
}

function longNames(command: Command): string[] {
  return command.options.flatMap(({ long }) => long ?? []);
}

function describeFaults(): string {
  const width = Math.max(...Object.keys(faults).map((fault) => fault.length));
  const list = Object.entries(faults).map(([fault, what]) => `  ${fault.padEnd(width)}  ${what}`);
  return `Faults: FAULT[:TARGET][=COUNT][@PERCENT%], several separated by commas. TARGET is a part of the name
of an operation (AssumeRoot), service (iam), function (DeleteAccessKeys) or object (plan.json), and
COUNT is how many of an account's first such calls may be hit: one, or all where a rate is given.
${list.join('\n')}
`;
}

const examples = `
Examples:
  npm start                                            12 accounts; in a terminal, you approve
  npm start -- --accounts 200 --trouble --approve all  a larger organization, not all of it well
  npm start -- --approve none                          the plan is refused: nothing is deleted
  npm start -- --input '{"mode":"audit"}'              reads and reports, deletes nothing
  npm start -- --input '{"credentials":["access-keys"],"reason":"Keys first"}'
  npm start -- --faults bucket:AssumeRoot=5,reset:iam@5%,crash-after:DeleteAccessKeys@20%
  npm start -- --list account_id.list --json           a list of accounts; a result for a program
  npm start -- --event test/fixtures/events/create-account-result.json

Execution input, every field optional; {} is every active member account:
  accounts, accountsFile, organizationalUnits, exclude, mode (purge or audit), credentials, reason

${describeFaults()}
Exit status: 0 the execution succeeded, 2 it failed or timed out, 1 wrong options or input.
`;

import { Command } from 'commander';

/** The defaults of the options for a simulated organization. */
export const simulatedDefaults = { accounts: '12', seed: '1', trouble: false, latency: '0' };

const description = `Runs the workflow on this machine, with nothing deployed and no AWS account, in a simulated organization:
it reads the root credentials of every member account, asks for approval, deletes exactly what was
approved, reads again to verify, and writes a report.`;

/** The options of `npm start`; a value is declared optional, so that a missing one is reported with all else that is wrong. */
export function createCommand(helpWidth = 100): Command {
  return new Command('npm start --')
    .usage('[options]')
    .description(description)
    .optionsGroup('What and how:')
    .option(
      '--input [json]',
      'execution input: a JSON object, or @ and the path of a file (default: {})',
      '{}',
    )
    .option('--list [file]', 'only the accounts of this file: one ID a line, # for a comment')
    .option('--event [file]', 'send this EventBridge event, and run what it starts')
    .option('--task [what]', 'a privileged task instead of a purge: its name, or its input: see below')
    .option('--approve [how]', 'all, none, ask or each: see below (default: ask in a terminal, else all)')
    .option('--concurrency [n]', 'accounts at a time, 1 to 10000 (default: as the workflow says)')
    .option('--folder [path]', 'where the files of the runs go (default: .root-purge)')
    .option('--json', 'progress to stderr; the last line of stdout is one JSON object', false)
    .option('--no-color', 'plain text, as with the variable NO_COLOR')
    .helpOption(false)
    .option('-h, --help', 'show this')
    .optionsGroup('The simulated organization:')
    .option('--accounts [n]', 'how many member accounts it has, 1 to 100000 (default: 12)')
    .option('--seed [n]', 'which organization to simulate, 0 to 4294967295 (default: 1)')
    .option('--trouble', 'let some accounts fail to be read or purged')
    .option('--latency [ms]', 'milliseconds added to every simulated AWS call, 0 to 60000 (default: 0)')
    .option('--faults [spec]', 'what goes wrong on demand, drawn from the seed: see below')
    .optionsGroup('Your own organization:')
    .option('--cloud [name]', 'aws: what root-purge run does, with its options: see --cloud aws --help')
    .configureHelp({
      helpWidth,
      minWidthToWrap: 20,
      optionTerm: ({ flags }) => flags.replace('[', '<').replace(']', '>'),
      optionDescription: ({ description }) => description,
    });
}

import { Command } from 'commander';

/** What the command that runs the workflow on this machine is called, and for which organization it is. */
export interface CommandName {
  /** For instance `npm start --`. */
  readonly name: string;
  /** With which a run in the caller's own organization is started, for instance `npm start -- --cloud aws`. */
  readonly onAws: string;
  /** Whether there is no simulated organization. */
  readonly isCloudOnly: boolean;
}

/** The command `npm start`, for a simulated organization or the caller's own. */
export const npmStart: CommandName = {
  name: 'npm start --',
  onAws: 'npm start -- --cloud aws',
  isCloudOnly: false,
};

/** The command `root-purge run`, for the caller's own organization alone. */
export const rootPurgeRun: CommandName = {
  name: 'npx root-purge run',
  onAws: 'npx root-purge run',
  isCloudOnly: true,
};

/** The defaults of the options for a simulated organization. */
export const simulatedDefaults = { accounts: '12', seed: '1', trouble: false, latency: '0' };

const description = `Runs the workflow on this machine, with nothing deployed: it reads the root credentials of every
member account, asks for approval, deletes exactly what was approved, reads again to verify, and
writes a report.`;
const descriptionOfNoCloud = ' Without --cloud it needs no AWS account: the organization is simulated.';

/** The options of the command; a value is declared optional, so that a missing one is reported with all else that is wrong. */
export function createCommand({ name, isCloudOnly }: CommandName): Command {
  const command = new Command(name)
    .usage('[options]')
    .description(description + (isCloudOnly ? '' : descriptionOfNoCloud))
    .optionsGroup('What and how:')
    .option(
      '--input [json]',
      'execution input: a JSON object, or @ and the path of a file (default: {})',
      '{}',
    )
    .option('--list [file]', 'only the accounts of this file: one ID a line, # for a comment')
    .option(
      '--approve [how]',
      `all, none, ask or each: see below (default: ask in a terminal${isCloudOnly ? '' : ', else all'})`,
    )
    .option('--concurrency [n]', 'accounts at a time, 1 to 10000 (default: as the workflow says)')
    .option('--folder [path]', 'where the files of the runs go (default: .root-purge)')
    .option('--json', 'progress to stderr; the last line of stdout is one JSON object', false)
    .option('--no-color', 'plain text, as with the variable NO_COLOR')
    .helpOption(false)
    .option('-h, --help', 'show this')
    .configureHelp({
      helpWidth: 100,
      optionTerm: ({ flags }) => flags.replace('[', '<').replace(']', '>'),
      optionDescription: ({ description }) => description,
    });
  return withCloudOptions(isCloudOnly ? command : withSimulatedOptions(command));
}

function withSimulatedOptions(command: Command): Command {
  return command
    .optionsGroup('A simulated organization:')
    .option('--accounts [n]', 'how many member accounts it has, 1 to 100000 (default: 12)')
    .option('--seed [n]', 'which organization to simulate, 0 to 4294967295 (default: 1)')
    .option('--trouble', 'add accounts that fail')
    .option('--event [file]', 'send this EventBridge event, and run what it starts')
    .option('--task [what]', 'a privileged task instead of a purge: its name, or its input: see below')
    .option('--latency [ms]', 'milliseconds added to every simulated AWS call, 0 to 60000 (default: 0)')
    .option('--faults [spec]', 'what goes wrong on demand, drawn from the seed: see below')
    .optionsGroup('Your own organization:')
    .option('--cloud [name]', 'aws: your organization, with your AWS credentials; an audit, unless --purge');
}

function withCloudOptions(command: Command): Command {
  return command
    .optionsGroup('Your own organization:')
    .option('--purge', 'ask for approval, and delete what was approved (default: read and report)')
    .option('--resume [run]', 'go on with a run that was interrupted, as it was asked for')
    .option('--approver [email]', 'whose decision it is, for the record (default: who you are to AWS)')
    .option('--profile [name]', 'credentials and Region of this profile (default: as the AWS CLI finds them)')
    .option('--region [region]', 'Region whose STS endpoint is called (default: as the AWS CLI finds it)');
}

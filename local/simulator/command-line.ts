import { Command } from 'commander';

export interface SimulatorSettings {
  port: number;
  accounts: number;
  seed: number;
  latency: number;
  trouble: boolean;
}

const NUMBERS = {
  port: { otherwise: 4566, minimum: 0, maximum: 65_535, about: 'port on 127.0.0.1; 0 takes a free one' },
  accounts: { otherwise: 12, minimum: 1, maximum: 10_000, about: 'member accounts' },
  seed: { otherwise: 1, minimum: 0, maximum: 4_294_967_295, about: 'same seed, same organization' },
  latency: { otherwise: 0, minimum: 0, maximum: 60_000, about: 'milliseconds that every call takes' },
} as const;

type NumberName = keyof typeof NUMBERS;
const NAMES = Object.keys(NUMBERS) as NumberName[];

/** Reads the simulator's options; throws one Error that names each wrong option, its value and what is allowed. */
export function readSettings(commandLine: string[]): SimulatorSettings {
  const command = describe().parse(commandLine, { from: 'user' });
  const options = command.opts<Record<NumberName, string> & { trouble: boolean }>();
  const problems = [
    ...command.args.map((argument) => `${argument} is not an option; see --help`),
    ...NAMES.flatMap((name) => problemsOf(name, options[name])),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return {
    port: Number(options.port),
    accounts: Number(options.accounts),
    seed: Number(options.seed),
    latency: Number(options.latency),
    trouble: options.trouble,
  };
}

/** Takes in unknown options as well, so that they are reported together with wrong values. */
function describe(): Command {
  const command = new Command('npm run simulator --')
    .description('Serves STS, IAM and Organizations of a simulated organization until Ctrl-C.')
    .option('--trouble', 'some accounts cannot be read or purged', false)
    .allowUnknownOption()
    .allowExcessArguments();
  for (const name of NAMES) {
    command.option(`--${name} <number>`, NUMBERS[name].about, String(NUMBERS[name].otherwise));
  }
  return command;
}

function problemsOf(name: NumberName, value: string): string[] {
  const { minimum, maximum } = NUMBERS[name];
  const isAllowed = /^\d+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
  return isAllowed ? [] : [`--${name} must be a whole number from ${minimum} to ${maximum}, not "${value}"`];
}

/** What to paste into a shell so that the AWS CLI and any SDK talk to the simulator at `url`. */
export function pasteReady(url: string): string {
  return [
    `export AWS_ENDPOINT_URL=${url}`,
    'export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1',
    'export AWS_ACCESS_KEY_ID=operator AWS_SECRET_ACCESS_KEY=simulated',
    'unset AWS_SESSION_TOKEN AWS_PROFILE',
  ].join('\n');
}

/** The reason the simulator did not start, for a person. */
export function whyNotStarted(error: unknown, port: number): string {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? `Port ${port} is taken: choose another with --port, or 0 for a free one` : String(error);
}

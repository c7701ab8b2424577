import { Command } from 'commander';
import {
  type JsonObject,
  type Organization,
  type OrganizationOptions,
  queueUrl,
  withoutSession,
} from '../../local-aws';
import { readEvent, readTextFile } from '../options/file-options';
import { takeOnce } from '../options/given-once';

/** What the simulator is started with: the organization, and how it is served. */
export interface SimulatorSettings extends Required<Omit<OrganizationOptions, 'clock'>> {
  port: number;
  latency: number;
  throttle: boolean;
  /** Whether the app is deployed there. */
  deployed: boolean;
  /** An EventBridge event that is sent to it. */
  event?: JsonObject;
}

const NUMBERS = {
  port: { otherwise: 4566, minimum: 0, maximum: 65_535, about: 'port on 127.0.0.1; 0 takes a free one' },
  accounts: { otherwise: 12, minimum: 1, maximum: 10_000, about: 'member accounts' },
  seed: { otherwise: 1, minimum: 0, maximum: 4_294_967_295, about: 'same seed, same organization' },
  latency: { otherwise: 0, minimum: 0, maximum: 60_000, about: 'milliseconds that every call takes' },
} as const;

const CHOICES = {
  features: {
    otherwise: 'all',
    of: ['none', 'credentials', 'all'],
    about: 'what of centralized root access is on',
  },
  'trusted-access': {
    otherwise: 'on',
    of: ['on', 'off'],
    about: 'whether IAM has trusted access to the organization',
  },
  caller: {
    otherwise: 'management',
    of: ['management', 'delegated-administrator', 'member'],
    about: 'the account that you are in',
  },
} as const;

const FLAGS = {
  trouble: 'some accounts cannot be read or purged',
  resources: 'some accounts have buckets and queues, some of them locked by their policy',
  'delegated-administrator': 'a member account is delegated administrator for IAM',
  throttle: 'slow operations of Organizations are throttled as AWS documents',
  deployed: 'the app is deployed there, for start, status, report, verify and check in another terminal',
} as const;

type NumberName = keyof typeof NUMBERS;
type ChoiceName = keyof typeof CHOICES;
const NAMES = Object.keys(NUMBERS) as NumberName[];
const CHOICE_NAMES = Object.keys(CHOICES) as ChoiceName[];

/** As the command line has them, still text. */
type Options = Record<NumberName, string> & {
  features: NonNullable<OrganizationOptions['features']>;
  caller: NonNullable<OrganizationOptions['caller']>;
  trustedAccess: 'on' | 'off';
  trouble: boolean;
  resources: boolean;
  delegatedAdministrator: boolean;
  throttle: boolean;
  deployed: boolean;
  event?: string;
};

/** Reads the simulator's options. @throws Error naming each wrong one, its value and what is allowed */
export function readSettings(commandLine: string[]): SimulatorSettings {
  const twice: string[] = [];
  const command = takeOnce(simulatorCommand(), (problem) => twice.push(problem)).parse(commandLine, {
    from: 'user',
  });
  const { event: eventFile, ...options } = command.opts<Options>();
  const unread: string[] = [];
  const event = eventFile === undefined ? undefined : readEvent(unread, eventFile, readTextFile);
  const problems = [
    ...twice,
    ...unread,
    ...command.args.map((argument) => `${argument} is not an option; see --help`),
    ...NAMES.flatMap((name) => problemsOf(name, options[name])),
    ...CHOICE_NAMES.flatMap((name) => badChoice(name, command.getOptionValue(camelCase(name)))),
    ...contradiction(options),
    ...whatNeedsNoDeployment(command),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return {
    ...options,
    port: Number(options.port),
    accounts: Number(options.accounts),
    seed: Number(options.seed),
    latency: Number(options.latency),
    trustedAccess: options.trustedAccess === 'on',
    delegatedAdministrator: options.delegatedAdministrator || options.caller === 'delegated-administrator',
    ...(event && { event }),
  };
}

/** The options of the simulator; takes in unknown ones as well, so that they are reported together with wrong values. */
export function simulatorCommand(): Command {
  const command = new Command('npm run simulator --')
    .description(
      'Serves STS, IAM and Organizations of a simulated organization, and S3 and SQS of its accounts, until Ctrl-C.',
    )
    .allowUnknownOption()
    .allowExcessArguments();
  for (const name of NAMES) {
    command.option(`--${name} <number>`, NUMBERS[name].about, String(NUMBERS[name].otherwise));
  }
  for (const name of CHOICE_NAMES) {
    const { of, about, otherwise } = CHOICES[name];
    command.option(`--${name} <${of.join('|')}>`, about, otherwise);
  }
  for (const [name, about] of Object.entries(FLAGS)) command.option(`--${name}`, about, false);
  return command.option('--event <file>', 'with --deployed: an EventBridge event that is sent to the app');
}

function problemsOf(name: NumberName, value: string): string[] {
  const { minimum, maximum } = NUMBERS[name];
  const isAllowed = /^\d+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
  return isAllowed ? [] : [`--${name} must be a whole number from ${minimum} to ${maximum}, not "${value}"`];
}

function badChoice(name: ChoiceName, value: string): string[] {
  const of: readonly string[] = CHOICES[name].of;
  return of.includes(value) ? [] : [`--${name} must be one of ${of.join(', ')}, not "${value}"`];
}

/** Without trusted access there is no delegated administrator to be. */
function contradiction({ trustedAccess, caller, delegatedAdministrator }: Options): string[] {
  const isDelegated = delegatedAdministrator || caller === 'delegated-administrator';
  return isDelegated && trustedAccess === 'off'
    ? ['A delegated administrator needs --trusted-access on']
    : [];
}

/** A deployed app is called at addresses of its own, by who may call it. */
function whatNeedsNoDeployment(command: Command): string[] {
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  if (!isGiven('deployed'))
    return isGiven('event') ? ['--event needs --deployed: an app that hears of it'] : [];
  return ['port', 'caller']
    .filter(isGiven)
    .map((name) => `--${name} means nothing with --deployed: .root-purge/deployed.env says where and who`);
}

const camelCase = (name: string) => name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());

/** What there is in a simulated organization, as comments of a shell. */
export function introduction(organization: Organization): string {
  const { accounts, buckets, queues } = organization;
  const locked = [
    ...buckets.map((bucket) => ({ ...bucket, where: `bucket ${bucket.name} in ${bucket.region}` })),
    ...queues.map((queue) => ({ ...queue, where: `queue ${queueUrl(queue)}` })),
  ].filter(({ policy }) => policy !== undefined);
  return [
    ...locked.map(({ where, accountId }) => `# locked by its policy: ${where} of account ${accountId}`),
    `# you are ${withoutSession({}, { organization }).arn}`,
    `# ${accounts.length} simulated member accounts until Ctrl-C; paste this into another shell:`,
  ].join('\n');
}

/** The commands of a shell that make the AWS CLI and any SDK talk to the simulator at `url`. */
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

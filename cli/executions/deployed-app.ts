import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { Command } from 'commander';
import { quote } from 'shell-quote';
import { contentOf } from '../../lambdas/aws-calls/content-of';
import { taskRunOf } from '../../lambdas/run/execution-names';
import { isAccessDenied } from '../aws/aws-failures';
import type { AwsOptions } from '../aws/aws-options';
import { type CallerConfiguration, callerConfiguration } from '../aws/caller-configuration';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';

/** The name of the app's stack, as `lib/stacks.ts` has it, which would load the whole CDK. */
export const defaultStackName = 'RootCredentialPurge';

/** The options by which a command finds the deployed app. */
export interface AppOptions extends AwsOptions {
  stack: string;
  stateMachine?: string;
}

/** Adds to a command the options by which it finds the deployed app. */
export function withAppOptions(command: Command): Command {
  return command
    .option('--stack <name>', 'the stack that the app was deployed as', defaultStackName)
    .option('--state-machine <arn>', 'this state machine instead of the one in the stack’s outputs');
}

/** What the app's stack says about itself. */
export interface DeployedApp {
  /** The state machine of the purge, or the one that was asked for. */
  readonly stateMachineArn: string;
  /** The state machine of the privileged tasks. */
  readonly privilegedTasksArn?: string;
  /** `undefined` where the stack is not known. */
  readonly runBucket?: string;
}

/** Finds the deployed app by its stack. @throws CommandError where there is none, or it is none of this app */
export async function findApp(options: AppOptions): Promise<DeployedApp> {
  const outputs = await readOutputs(options).catch((error: unknown): Outputs => {
    if (options.stateMachine) return {};
    throw error;
  });
  const { StateMachineArn, PrivilegedTasksArn, RunBucketName } = outputs;
  const { stateMachine } = options;
  if (stateMachine && stateMachine !== StateMachineArn && stateMachine !== PrivilegedTasksArn)
    return { stateMachineArn: stateMachine };
  const stateMachineArn = stateMachine ?? StateMachineArn;
  if (!stateMachineArn)
    throw new CommandError(
      `The stack ${options.stack} has no output StateMachineArn: it is not this app. Name another with --stack.`,
    );
  return { stateMachineArn, privilegedTasksArn: PrivilegedTasksArn, runBucket: RunBucketName };
}

/** How the clients call AWS that work with the app: in the Region of the state machine, where one is named. */
export function appConfiguration(options: AppOptions): Promise<CallerConfiguration> {
  const region = options.region ?? options.stateMachine?.split(':')[3];
  return callerConfiguration({ ...options, region });
}

/** The outputs of a stack, by name. */
export type Outputs = Partial<Record<string, string>>;

/** The name by which an execution's objects go in the run bucket: that of a task's execution has a prefix there. */
export function runOf(
  { privilegedTasksArn }: DeployedApp,
  { stateMachineArn, name }: { stateMachineArn: string; name: string },
): string {
  return stateMachineArn === privilegedTasksArn ? taskRunOf(name) : name;
}

/** The command that follows an execution again, with the options that find it. */
export function followCommand(executionArn: string, { profile, stack }: AppOptions): string {
  const options = [
    profile ? ['--profile', profile] : [],
    stack === defaultStackName ? [] : ['--stack', stack],
  ];
  return `npx root-purge status ${executionArn} ${quote(['--follow', ...options.flat()])}`;
}

async function readOutputs(options: AppOptions): Promise<Outputs> {
  return outputsOf(
    await describeStack(options, {
      hidden: 'Name the state machine with --state-machine, or have cloudformation:DescribeStacks allowed.',
      elsewhere: '--region, --profile, --stack or --state-machine',
    }),
  );
}

/** What a stack says of itself, by the names of its outputs. */
export function outputsOf({ Outputs = [] }: Pick<Stack, 'Outputs'>): Outputs {
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]));
}

/** What to do where the stack is not shown, and which options say where it is. */
interface WaysOut {
  readonly hidden: string;
  readonly elsewhere: string;
}

/** Describes the stack of the app, or what is there under its name. @throws CommandError where nothing is shown */
export async function describeStack(options: AppOptions, { hidden, elsewhere }: WaysOut): Promise<Stack> {
  const { settingsFor } = await appConfiguration(options);
  const client = new CloudFormationClient(settingsFor('CLOUDFORMATION'));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: options.stack }));
    return contentOf('cloudformation:DescribeStacks', 'the stack', Stacks?.[0]);
  } catch (error) {
    const why = error instanceof Error ? printable(error.message) : '';
    if (isAccessDenied(error))
      throw new CommandError(
        `CloudFormation does not show you the stack ${options.stack} (${why}).\n${hidden}`,
      );
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
    throw new CommandError(
      `CloudFormation knows no stack ${options.stack} here (${why}).\n` +
        `Deploy the app (docs/deploying.md), or say where it is: ${elsewhere}.`,
    );
  }
}

import type { Command } from 'commander';
import type { Display } from '../terminal/terminal';

/** Whose credentials and Region a command uses; what is not given comes from the environment and the AWS files. */
export interface CallerSettings {
  readonly profile?: string;
  readonly region?: string;
  /** The Region where neither that nor the environment nor the profile names one. */
  readonly regionOtherwise?: string;
}

/** The options of every command that calls AWS: whose credentials it uses, and how it shows what it has to say. */
export interface AwsOptions extends CallerSettings, Display {}

/** Adds to a command the options that every command has which calls AWS. */
export function withAwsOptions(command: Command): Command {
  return command
    .option('--profile <name>', 'credentials and Region of this profile (default: as the AWS CLI finds them)')
    .option('--region <region>', 'Region whose STS endpoint is called, and where the app is deployed')
    .option('--json', 'one JSON object on stdout')
    .option('--no-color', 'plain text, as with the variable NO_COLOR');
}

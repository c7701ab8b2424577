import { Command } from 'commander';
import { checkCommand } from './check/check-command';
import { enableCommand } from './enable/enable-command';
import type { Streams } from './streams';

/** Runs a command's work and keeps its exit status. */
export type Finish = (status: number) => void;

/** The whole command line: each subcommand loads its work only when it is asked for. */
export function createProgram(streams: Streams, finish: Finish): Command {
  const program = new Command('root-purge')
    .description(
      'Takes root user credentials away from the member accounts of an AWS organization, after a person has approved it.',
    )
    .helpOption('-h, --help', 'show this')
    .helpCommand(false)
    .configureHelp({ helpWidth: 100, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    })
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText('after', `\n${exitStatuses}`);
  for (const command of [checkCommand(streams, finish), enableCommand(streams, finish)]) {
    program.addCommand(command.copyInheritedSettings(program).helpOption('-h, --help', 'show this'));
    command.showHelpAfterError(`root-purge ${command.name()} --help shows the options.`);
  }
  return program.showHelpAfterError('root-purge --help shows the commands.');
}

const exitStatuses = `Exit status: 0 good, 2 not ready or did not succeed, 1 wrong options, no credentials, or refused.
Each command has its own --help.`;

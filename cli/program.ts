import { Command } from 'commander';
import { version } from '../package.json';
import { approveCommand, refuseCommand } from './approve/approve-command';
import { checkCommand } from './check/check-command';
import { completionCommand } from './completion/completion-command';
import { enableCommand } from './enable/enable-command';
import type { Finish } from './finish';
import { takeOnce } from './options/given-once';
import { reportCommand } from './report/report-command';
import { runCommand } from './run/run-command';
import { startCommand } from './start/start-command';
import { statusCommand } from './status/status-command';
import type { Streams } from './terminal/streams';
import { helpWidthOf } from './terminal/terminal';
import { reflow } from './terminal/wrap';
import { verifyCommand } from './verify/verify-command';

/** The whole command line of `root-purge`: each subcommand loads its work only when it is asked for. */
export function createProgram(streams: Streams, finish: Finish): Command {
  const helpWidth = helpWidthOf(streams.stdout);
  const program = new Command('root-purge')
    .description(
      'Takes root user credentials away from the member accounts of an AWS organization, after a person has approved it.',
    )
    .helpOption('-h, --help', 'show this')
    .helpCommand('help [command]', 'shows how a command is used')
    .version(version, '-V, --version', 'show the version')
    .configureHelp({ helpWidth, minWidthToWrap: 20, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => streams.stdout.write(reflow(text, helpWidth)),
      writeErr: (text) => streams.stderr.write(text),
    })
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText('after', `\n${exitStatuses}`);
  const commands = [
    checkCommand,
    enableCommand,
    runCommand,
    startCommand,
    statusCommand,
    approveCommand,
    refuseCommand,
    reportCommand,
    verifyCommand,
    completionCommand,
  ];
  for (const create of commands) {
    const command = create(streams, finish).copyInheritedSettings(program);
    command.showHelpAfterError(`root-purge ${command.name()} --help shows the options.`);
    program.addCommand(takeOnce(command.helpOption('-h, --help', 'show this')));
  }
  return program.showHelpAfterError('root-purge --help shows the commands.');
}

const exitStatuses = `Exit status: 0 good, 2 not ready or did not succeed, 1 wrong options, no credentials, or refused.
Each command has its own --help.`;

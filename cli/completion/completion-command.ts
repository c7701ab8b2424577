import { Argument, Command } from 'commander';
import { CommandError } from '../command-error';
import type { Finish } from '../finish';
import type { Streams } from '../terminal/streams';
import { isShell, scripts, shells } from './completion-scripts';

/** The command `root-purge completion`: prints what makes a shell complete this very program. */
export function completionCommand({ stdout }: Streams, finish: Finish): Command {
  return new Command('completion')
    .summary('prints a script with which your shell completes commands and options')
    .description(
      'Prints a script with which your shell completes the commands and options of an installed root-purge, their values where there is a choice, and else files.',
    )
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText('after', help)
    .action((shell: string, _: object, command: Command) => {
      if (!isShell(shell) || !command.parent) throw new CommandError(`There is no script for ${shell}.`);
      stdout.write(scripts[shell](command.parent));
      finish(0);
    });
}

const help = `
Put this into the file that your shell reads when it starts:
  eval "$(root-purge completion bash)"          ~/.bashrc
  eval "$(root-purge completion zsh)"           ~/.zshrc
  root-purge completion fish | source           ~/.config/fish/config.fish

Exit status: 0, 1 for a shell without a script.`;

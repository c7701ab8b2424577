import { CommandError } from '../command-error';

/** Wrong options or arguments; the message names each with what was received and what is allowed. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';

  constructor(
    readonly problems: readonly string[],
    command = 'npm start --',
  ) {
    const list = problems.map((problem) => `  ${problem}`).join('\n');
    super(`Nothing was started, because of:\n${list}\n${command} --help shows the options.`);
  }
}

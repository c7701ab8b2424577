import { CommandError } from '../command-error';
import type { Streams } from '../terminal/streams';
import { isInteractive } from '../terminal/terminal';
import { waitForKey } from '../terminal/wait-for-key';

/** Asks a person a question; anything but `y` is a no. @throws CommandError where nobody is at a terminal */
export async function confirm(
  question: string,
  streams: Omit<Streams, 'env'>,
  out: NodeJS.WritableStream,
): Promise<boolean> {
  if (!isInteractive(streams)) {
    throw new CommandError(
      'This is no terminal, so nobody can be asked, and nothing was done. Give --yes to do it.',
    );
  }
  out.write(`${question} [y/N] `);
  const key = await waitForKey(streams.stdin, ['y', 'Y', 'n', 'N', '\r', '\n'], new AbortController().signal);
  const isYes = key.toLowerCase() === 'y';
  out.write(isYes ? 'yes\n' : 'no\n');
  return isYes;
}

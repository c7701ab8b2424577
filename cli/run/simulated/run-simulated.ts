import { CommandError } from '../../command-error';
import { readTextFile } from '../../options/file-options';
import { explainMachineFailure } from '../../terminal/machine-failure';
import type { Streams } from '../../terminal/streams';
import { helpWidthOf, isInteractive } from '../../terminal/terminal';
import { HelpRequestedError, parseOptions } from '../options/options';
import { runAsAsked } from '../run';
import { simulatedWorld } from './simulated-world';

/**
 * Does `npm start` in a simulated organization. Resolves with the exit status: 0 the execution succeeded, 2 it did not,
 * 1 wrong options or input, 130 interrupted.
 */
export async function runSimulated(argv: string[], streams: Streams): Promise<number> {
  try {
    const helpWidth = helpWidthOf(streams.stdout);
    const surroundings = { interactive: isInteractive(streams), readFile: readTextFile, helpWidth };
    return await runAsAsked(parseOptions(argv, surroundings), streams, simulatedWorld);
  } catch (error) {
    if (error instanceof HelpRequestedError) {
      streams.stdout.write(`${error.message}\n`);
      return 0;
    }
    const told = error instanceof CommandError ? error.message : explainMachineFailure(error);
    if (told === undefined) throw error;
    streams.stderr.write(`${told}\n`);
    return 1;
  }
}

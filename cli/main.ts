import { CommanderError } from 'commander';
import { explainFailure } from './aws/aws-failures';
import { CommandError } from './command-error';
import { createProgram } from './program';
import { outliveReaders } from './terminal/broken-pipe';
import { printable } from './terminal/printable';
import type { Streams } from './terminal/streams';

/** Does `root-purge` with these arguments; gives the exit status, 0 good, 2 not ready or no success, 1 refused. */
export async function main(argv: string[], streams: Streams): Promise<number> {
  outliveReaders([streams.stdout, streams.stderr]);
  let status = 0;
  const program = createProgram(streams, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync(argv.length > 0 ? argv : ['--help'], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    streams.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  return (
    explainFailure(error) ??
    printable(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  );
}

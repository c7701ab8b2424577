import { Command } from 'commander';
import { main } from './main';
import { readChoice } from './options/option-values';
import { UsageError } from './options/usage-error';
import { runSimulated } from './run/simulated/run-simulated';
import type { Streams } from './terminal/streams';

/** Does `npm start`: a rehearsal, or with `--cloud aws` what `root-purge run` does. Resolves with the exit status. */
export async function npmStart(argv: string[], streams: Streams): Promise<number> {
  const command = new Command().option('--cloud [name]').helpOption(false).allowUnknownOption();
  const { operands, unknown } = command.parseOptions(argv);
  const { cloud } = command.opts<{ cloud?: string | true }>();
  if (cloud === undefined) return runSimulated(argv, streams);
  const problems: string[] = [];
  readChoice(problems, '--cloud', cloud, ['aws']);
  if (problems.length === 0) return main(['run', ...operands, ...unknown], streams);
  streams.stderr.write(`${new UsageError(problems).message}\n`);
  return 1;
}

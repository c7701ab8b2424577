import { Command } from 'commander';
import type { Finish } from '../finish';
import type { Streams } from '../terminal/streams';
import { rootPurgeRun } from './options/command';

/** The command `root-purge run`: it is `npm start -- --cloud aws`, which reads the options by itself. */
export function runCommand(streams: Streams, finish: Finish): Command {
  return new Command('run')
    .summary('runs the whole workflow on this machine, against your organization')
    .usage('[options]')
    .argument('[options...]')
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (_: string[], __: unknown, command: Command) => {
      const { run } = await import('./run');
      finish(await run(command.args, streams, rootPurgeRun));
    });
}

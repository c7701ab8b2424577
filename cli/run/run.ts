import { resolve } from 'node:path';
import type { Values } from '../../lib/parse-context';
import { noteOnMeaningless, readLocalConfiguration } from '../configuration/local-configuration';
import { UsageError } from '../options/usage-error';
import { interruptedStatus, watchInterrupts } from '../terminal/interrupts';
import type { Streams } from '../terminal/streams';
import { makeFolder } from './make-folder';
import type { RunRequest } from './options/run-request';
import { runOnce } from './run-once';
import type { World } from './world';

/** Opens the world that a run is to be in; undefined where it is not ready, which was said then. */
type OpenWorld<Request> = (
  asked: Request & { readonly configuration: Values },
  streams: Streams,
) => Promise<World | undefined>;

/**
 * Runs what was asked for. Resolves with the exit status: 0 the execution succeeded, 2 it did not, found what it was to
 * fail on, or the organization is not ready for it, 1 its input was refused, 130 interrupted.
 * @throws CommandError where nothing can be started
 */
export async function runAsAsked<Request extends RunRequest>(
  request: Request,
  streams: Streams,
  openWorld: OpenWorld<Request>,
): Promise<number> {
  const begun = watchInterrupts({
    first: () => {
      streams.stderr.write('\nInterrupted before the run began: nothing was started.\n');
      process.exit(interruptedStatus);
    },
    second: () => undefined,
  });
  try {
    openFolder(request);
    const configuration = readLocalConfiguration(streams.env);
    const world = await openWorld({ ...request, configuration }, streams);
    if (!world) return 2;
    const introduction = noteOnMeaningless(configuration) + world.introduction;
    return await runOnce(request, streams, { ...world, introduction }, begun);
  } finally {
    begun();
  }
}

/** @throws UsageError where the run could leave nothing there */
function openFolder({ folder, organization }: RunRequest): void {
  try {
    makeFolder(resolve(folder));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    const problem = `--folder: received "${folder}"; allowed is a folder that can be written, and this cannot (${code})`;
    throw new UsageError([problem], organization.kind === 'cloud' ? 'root-purge run' : undefined);
  }
}

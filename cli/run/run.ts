import { resolve } from 'node:path';
import { CommandError } from '../command-error';
import { type Context, localContext, readLocalConfiguration } from '../configuration/local-configuration';
import { readTextFile } from '../options/file-options';
import { UsageError } from '../options/usage-error';
import { interruptedStatus, watchInterrupts } from '../terminal/interrupts';
import type { Streams } from '../terminal/streams';
import { isInteractive } from '../terminal/terminal';
import { makeFolder } from './make-folder';
import { HelpRequestedError, parseOptions } from './options/options';
import type { RunRequest } from './options/run-request';
import { runOnce } from './run-once';
import { simulatedWorld } from './simulated/simulated-world';
import type { World } from './world';

/**
 * Does `npm start` in a simulated organization. Resolves with the exit status: 0 the execution succeeded, 2 it did not,
 * 1 wrong options or input, 130 interrupted.
 */
export async function run(argv: string[], streams: Streams): Promise<number> {
  try {
    const surroundings = { interactive: isInteractive(streams), readFile: readTextFile };
    return await runAsAsked(parseOptions(argv, surroundings), streams);
  } catch (error) {
    if (error instanceof HelpRequestedError) {
      streams.stdout.write(`${error.message}\n`);
      return 0;
    }
    if (!(error instanceof CommandError)) throw error;
    streams.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/**
 * Runs what was asked for. Resolves with the exit status: 0 the execution succeeded, 2 it did not, found what it was to
 * fail on, or the organization is not ready for it, 1 its input was refused, 130 interrupted.
 * @throws CommandError where nothing can be started
 */
export async function runAsAsked(request: RunRequest, streams: Streams): Promise<number> {
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
    const world = await worldOf(request, configuration, streams);
    if (!world) return 2;
    const context = localContext(configuration, world.context);
    return await runOnce(request, streams, { ...world, context }, begun);
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

/** Undefined where the organization is not ready, which was said then. */
async function worldOf(
  asked: RunRequest,
  configuration: Context,
  streams: Streams,
): Promise<World | undefined> {
  const { organization, ...others } = asked;
  if (organization.kind === 'simulated') return simulatedWorld({ organization, ...others }, streams.env);
  const { cloudWorld } = await import('./cloud/cloud-world');
  return cloudWorld({ organization, configuration, ...others }, streams);
}

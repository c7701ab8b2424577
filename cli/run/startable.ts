import { taskRunOf } from '../../lambdas/tasks/task-run';
import { isJsonObject, type Json } from '../../local-aws';
import { formatInterruption, formatTaskInterruption } from '../terminal/interruption';
import type { LocalApp } from './local-app';
import type { Options } from './options/options';
import type { Reach } from './reach';
import { sendEvent } from './send-event';
import type { World } from './world';

/** What a local run is of. */
export interface Startable {
  /** The run that its objects are of; an event may start one of another name. */
  readonly run: string;
  /** What of the app it takes. */
  readonly reach: Reach;
  /** Starts it; tells what there is to say of that, and whether it went wrong where nothing was started. */
  start(app: LocalApp): Promise<Start>;
  /** Has the functions ready ahead of their first use, where that pays. */
  warm(app: LocalApp): void;
  /** How far it came, for a person who interrupted it. */
  readonly formatInterruption: typeof formatInterruption;
}

interface Start {
  readonly lines: readonly string[];
  readonly failed: boolean;
}

const started: Start = { lines: [], failed: false };

/** A privileged task, what the rules of the app make of an event, or else a purge. */
export function startableOf(options: Options, world: Pick<World, 'run' | 'input' | 'task'>): Startable {
  const { event } = options;
  const { run, task } = world;
  if (task) return startableTask(run, task);
  return {
    run,
    reach: isAudit(world.input ?? options.input) && !event ? 'audit' : 'purge',
    start: event ? (app) => sendEvent(app, event) : (app) => startPurge(app, options, world),
    // Credentials that cannot be had are for the first invocation to say.
    warm: (app) => void app.warm().catch(() => undefined),
    formatInterruption,
  };
}

const isAudit = (input: Json) => isJsonObject(input) && input.mode === 'audit';

function startableTask(execution: string, input: Json): Startable {
  return {
    run: taskRunOf(execution),
    reach: 'everything',
    start: async (app) => {
      app.startTask(execution, input);
      return started;
    },
    // One account after another: there is no rush at any function.
    warm: () => undefined,
    formatInterruption: formatTaskInterruption,
  };
}

async function startPurge(
  app: LocalApp,
  options: Options,
  { run, input }: Pick<World, 'run' | 'input'>,
): Promise<Start> {
  app.start(run, input ?? (await executionInput(app, run, options)));
  return started;
}

/** A list file goes where lists for the deployed app go, too. */
async function executionInput(app: LocalApp, name: string, { input, list }: Options): Promise<Json> {
  if (!list) return input;
  const key = `input/${name}.list`;
  await app.objects.putObject(app.bucket, key, list.text);
  return { ...input, accountsFile: `s3://${app.bucket}/${key}` };
}

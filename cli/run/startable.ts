import { taskRunOf } from '../../lambdas/run/execution-names';
import { isJsonObject, type Json } from '../../local-aws';
import { formatInterruption, formatTaskInterruption } from '../terminal/interruption';
import type { PurgeWork, Work } from './options/run-request';
import type { Reach } from './reach';
import type { RunningApp } from './running-app';
import { sendEvent } from './send-event';
import type { World } from './world';

/** A run on this machine that can be started, and how it shows when it is interrupted. */
export interface Startable {
  /** The run that its objects are of; an event may start one of another name. */
  readonly run: string;
  /** What of the app it takes. */
  readonly reach: Reach;
  /** Starts it; tells what there is to say of that, and whether it went wrong where nothing was started. */
  start(app: RunningApp): Promise<Start>;
  /** Has the functions ready ahead of their first use, where that pays. */
  warm(app: RunningApp): void;
  /** How far it came, for a person who interrupted it. */
  readonly formatInterruption: typeof formatInterruption;
}

interface Start {
  readonly lines: readonly string[];
  readonly failed: boolean;
}

/** What starting takes of a world. */
type StartingWorld = Pick<World, 'run' | 'caller' | 'input' | 'task'>;

const started: Start = { lines: [], failed: false };

/** What starts this work in a world, which knows the input of a task, and of a run that goes on. */
export function startableOf(work: Work, world: StartingWorld): Startable {
  const { run, task } = world;
  if (task || work.kind === 'task') return startableTask(run, saidBy(world, task ?? {}));
  if (work.kind === 'event') return startablePurge(run, 'purge', (app) => sendEvent(app, work.event));
  const { input = work.input } = world;
  return startablePurge(run, isAudit(input) ? 'audit' : 'purge', async (app) => {
    app.start(run, world.input ?? saidBy(world, await executionInput(app, run, work)));
    return started;
  });
}

/** Whose execution it is goes into its input, unless that says so itself. A run that goes on has what it began with. */
function saidBy({ caller }: StartingWorld, input: Json): Json {
  return isJsonObject(input) ? { startedBy: caller, ...input } : input;
}

function startablePurge(run: string, reach: Reach, start: Startable['start']): Startable {
  // Credentials that cannot be had are for the first invocation to say.
  const warm = (app: RunningApp) => void app.warm().catch(() => undefined);
  return { run, reach, start, warm, formatInterruption };
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

/** A list file goes where lists for the deployed app go, too. */
async function executionInput(app: RunningApp, name: string, { input, list }: PurgeWork): Promise<Json> {
  if (!list) return input;
  const key = `input/${name}.list`;
  await app.objects.putObject(app.bucket, key, list.text);
  return { ...input, accountsFile: `s3://${app.bucket}/${key}` };
}

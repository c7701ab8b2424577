import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { keepBundlesIn } from '../../lib/lambda-bundles';
import { systemClock } from '../../local-aws';
import { formatInterrupting } from '../terminal/interruption';
import { createProgress, type Progress } from '../terminal/progress';
import type { Streams } from '../terminal/streams';
import { describeOutput, isInteractive, type Output } from '../terminal/terminal';
import { wrapLines } from '../terminal/wrap';
import { AccountsInHand } from './accounts-in-hand';
import { Requests, type RequestsOptions } from './approval/requests';
import { interruptionOf } from './interruption-of';
import { type OnInterrupt, watchInterrupts } from './interrupts';
import { startLocalApp } from './local-app';
import type { Options } from './options/options';
import { RunFolder } from './run-folder';
import { RunningExecutions } from './running-executions';
import { scratchFolder } from './scratch-folder';
import { showResult } from './show-result';
import { startableOf } from './startable';
import { synthesize } from './synthesize';
import type { World } from './world';

/** Where people read of a run, and what can be shown there. */
interface Shown {
  readonly out: Streams['stdout'];
  readonly output: Output;
  readonly progress: Progress;
}

/**
 * Runs the app once in this world, and closes it. Resolves with the exit status; `begun` is called as soon as there is
 * an execution.
 */
export async function runOnce(
  options: Options,
  streams: Streams,
  world: World,
  begun: () => void,
): Promise<number> {
  const shown = shownOn(options, streams);
  const scratch = scratchFolder(resolve(options.folder));
  keepBundlesIn(scratch);
  const assembly = join(scratch, 'assembly');
  try {
    shown.progress.print(wrapLines(world.introduction, shown.output.width));
    await synthesized(world.context, assembly);
    return await runIn(assembly, options, streams, { ...world, begins: beginning(world, begun) }, shown);
  } finally {
    shown.progress.stop();
    await world.close();
  }
}

/** Nothing else gets its turn while the app is synthesized: a signal that came meanwhile is heard here. */
async function synthesized(context: World['context'], assembly: string): Promise<void> {
  try {
    synthesize(context, assembly);
  } finally {
    // The first ends the turn in which this runs; signals are looked for between it and the second.
    await setImmediate();
    await setImmediate();
  }
}

function beginning({ begins }: World, begun: () => void): World['begins'] {
  return (execution) => {
    begun();
    begins?.(execution);
  };
}

function shownOn(options: Options, streams: Streams): Shown {
  const out = options.json ? streams.stderr : streams.stdout;
  const described = describeOutput(out, streams.env);
  const output: Output = { ...described, color: described.color && options.color };
  return { out, output, progress: createProgress(out, output) };
}

async function runIn(
  assembly: string,
  options: Options,
  streams: Streams,
  world: World,
  shown: Shown,
): Promise<number> {
  const { progress } = shown;
  const dataFolder = resolve(options.folder);
  const startable = startableOf(options, world);
  const running = new RunningExecutions(new RunFolder(dataFolder, startable.run, world));
  const requests = new Requests(answering(options, streams, world, shown, running));
  const accounts = new AccountsInHand();
  const credentialsBefore = world.countCredentials();
  const interruption = () => interruptionOf(accounts, running.outermost?.folder ?? running.folder, world);
  const interrupting: OnInterrupt = {
    first: () => {
      progress.print(formatInterrupting(interruption()));
      running.interrupt('Interrupted');
    },
    second: () => running.outermost?.execution.stop('Interrupted'),
  };
  let stopWatching: () => void = () => undefined;
  const app = await startLocalApp({
    ...world.app,
    assembly,
    reach: startable.reach,
    startsOnRequest: options.event !== undefined,
    bucketFolder: dataFolder,
    clock: systemClock,
    onLog: (functionName, line) => running.folder.writeLog(functionName, line),
    onProgress: (event) => {
      accounts.event(event);
      requests.event(event);
      progress.event(event);
    },
    onStart: (execution, run) => {
      // Before what the signals did until now is taken back: there is no moment without.
      if (!running.outermost) stopWatching = watchInterrupts(interrupting);
      world.begins?.(execution);
      running.begin(execution, new RunFolder(dataFolder, run, world));
    },
    onEmail: (email) => {
      running.folder.writeEmail(email);
      requests.email(email);
    },
  });
  try {
    const { lines, failed } = await startable.start(app);
    if (lines.length > 0) progress.print(`${lines.join('\n')}\n`);
    if (!running.outermost) {
      if (options.json)
        streams.stdout.write(`${JSON.stringify({ status: 'NOT_STARTED', answers: lines })}\n`);
      return failed ? 2 : 0;
    }
    const { execution, folder } = running.outermost;
    startable.warm(app);
    const result = await execution.result.finally(() => stopWatching());
    requests.close();
    const atTheEnd = interruption();
    progress.stop();
    running.writeHistories();
    const said = world.ended(result);
    if (said) progress.print(said);
    return showResult({
      startable,
      result,
      interruption: atTheEnd,
      options,
      ...shown,
      stdout: streams.stdout,
      folder,
      bucket: { name: app.bucket, folder: dataFolder },
      world,
      calls: app.calls(),
      credentialsBefore,
    });
  } finally {
    await app.close();
  }
}

/** How requests for approval are answered, as the command line says, and as far as a person is there. */
function answering(
  { approve }: Options,
  streams: Streams,
  world: World,
  { out, output, progress }: Shown,
  running: RunningExecutions,
): RequestsOptions {
  return {
    approve,
    interactive: isInteractive(streams),
    input: streams.stdin,
    clock: systemClock,
    width: Math.min(output.width, 100),
    readPlan: () => readFileSync(join(running.folder.path, 'plan.json'), 'utf8'),
    print: (text) => progress.print(text),
    // What is no terminal may be a file.
    printLink: world.keepsLinks || out.isTTY ? undefined : (link) => void streams.stderr.write(`${link}\n`),
    failed: (error) => running.outermost?.execution.stop('RequestNotAnswered', String(error)),
  };
}

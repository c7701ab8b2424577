import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AnyReport } from '../../lambdas/tasks/shapes';
import {
  type Email,
  type Execution,
  type ExecutionResult,
  type ProgressEvent,
  systemClock,
} from '../../local-aws';
import { formatInterrupting } from '../terminal/interruption';
import { type OnInterrupt, watchInterrupts } from '../terminal/interrupts';
import { createProgress, type Progress } from '../terminal/progress';
import type { Streams } from '../terminal/streams';
import { isInteractive, type Screen, screenFor } from '../terminal/terminal';
import { wrapLines } from '../terminal/wrap';
import { AccountsInHand, interruptionOf } from './accounts-in-hand';
import { PageVisits } from './approval/page-visits';
import { Requests, type RequestsOptions } from './approval/requests';
import { Crash } from './crash';
import type { RunRequest } from './options/run-request';
import { RunFolder } from './run-folder';
import { RunningExecutions } from './running-executions';
import { showResult } from './show-result';
import { startableOf } from './startable';
import type { World } from './world';

/** What running once takes of a request: what is to be done, who approves, and where its files and its words go. */
type OneRun = Pick<RunRequest, 'work' | 'approval' | 'failOn' | 'folder' | 'display'>;

/** Where people read of a run, and its progress there. */
interface Shown {
  readonly screen: Screen;
  readonly progress: Progress;
}

/** Runs the app once in this world, and closes it. Resolves with the exit status; `begun` hears of an execution. */
export async function runOnce(
  asked: OneRun,
  streams: Streams,
  world: World,
  begun: () => void,
): Promise<number> {
  const screen = screenFor(asked.display, streams);
  const shown = { screen, progress: createProgress(screen.stream, screen) };
  try {
    shown.progress.print(wrapLines(world.introduction, screen.width));
    return await runIn(asked, streams, { ...world, begins: beginning(world, begun) }, shown);
  } finally {
    shown.progress.stop();
    await world.close();
  }
}

function beginning({ begins }: World, begun: () => void): World['begins'] {
  return (execution) => {
    begun();
    begins?.(execution);
  };
}

async function runIn(
  { work, approval, failOn, folder: givenFolder, display }: OneRun,
  streams: Streams,
  world: World,
  shown: Shown,
): Promise<number> {
  const { screen, progress } = shown;
  const dataFolder = resolve(givenFolder);
  const startable = startableOf(work, world);
  const running = new RunningExecutions(new RunFolder(dataFolder, startable.run, world));
  const crash = new Crash((reason) => running.interrupt('Crashed', reason));
  const requests = new Requests(answering(approval, streams, world, shown, running, crash.tell));
  const accounts = new AccountsInHand();
  const visits = new PageVisits(systemClock);
  const credentialsBefore = world.countCredentials();
  const begunAt = systemClock.now();
  const interruption = () => interruptionOf(accounts, running.outermost?.folder ?? running.folder, world);
  const interrupting: OnInterrupt = {
    first: () => {
      visits.leave();
      // What is left is to say how it ended.
      if (running.haveEnded) return;
      progress.print(formatInterrupting(interruption()));
      running.interrupt('Interrupted');
    },
    second: () => running.outermost?.execution.stop('Interrupted'),
  };
  let stopWatching: () => void = () => undefined;
  const app = await world.startApp({
    reach: startable.reach,
    startsOnRequest: work.kind === 'event',
    bucketFolder: dataFolder,
    onLog: crash.guarded((functionName: string, line: string) => running.folder.writeLog(functionName, line)),
    onProgress: crash.guarded((event: ProgressEvent) => {
      accounts.event(event);
      requests.event(event);
      progress.event(event);
    }),
    onStart: (execution, run) => {
      // Before what the signals did until now is taken back: there is no moment without.
      if (!running.outermost) {
        stopWatching = watchInterrupts(interrupting);
        crash.watch();
      }
      world.begins?.(execution);
      running.begin(execution, new RunFolder(dataFolder, run, world));
      if (crash.reason !== undefined) execution.interrupt('Crashed', crash.reason);
    },
    onEmail: crash.guarded((email: Email) => {
      running.folder.writeEmail(email);
      requests.email(email);
    }),
    onRequest: (request) => visits.add(request),
    onFailure: crash.tell,
  });
  try {
    const { lines, failed } = await startable.start(app);
    if (lines.length > 0) progress.print(`${lines.join('\n')}\n`);
    if (!running.outermost) {
      if (display.json)
        streams.stdout.write(`${JSON.stringify({ status: 'NOT_STARTED', answers: lines })}\n`);
      return failed ? 2 : 0;
    }
    const { execution, folder } = running.outermost;
    startable.warm(app);
    const gaveUp = crash.gaveUp.then(() => givenUp(execution, begunAt));
    const result = await Promise.race([execution.result, gaveUp]);
    requests.close();
    const atTheEnd = interruption();
    progress.stop();
    crash.attempt(() => running.writeHistories());
    const said = crash.attempt(() => world.ended(result, crash.reason !== undefined));
    if (said) progress.print(said);
    visits.end();
    const status = showResult({
      startable,
      result,
      interruption: atTheEnd,
      screen,
      stdout: display.json ? streams.stdout : undefined,
      folder,
      report: crash.attempt(() => folder.readObject('report.json', AnyReport)),
      crash: crash.reason,
      bucket: { name: app.bucket, folder: dataFolder },
      world,
      calls: app.calls(),
      failOn,
      credentialsBefore,
    });
    if (visits.areWaiting) {
      progress.print(wrapLines(pageStays, screen.width));
      await visits.shown();
    }
    return status;
  } finally {
    crash.unwatch();
    await app.close();
    stopWatching();
  }
}

const pageStays =
  'Until the browser has shown this, for a minute at most, the approval page stays. Ctrl-C ends at once.';

/** Stops an execution that does not come to its end after a crash. */
function givenUp(execution: Execution, startDate: Date): ExecutionResult {
  execution.stop('Crashed');
  return { status: 'ABORTED', error: 'Crashed', startDate, stopDate: systemClock.now(), transitions: 0 };
}

/** How requests for approval are answered, as the command line says, and as far as a person is there. */
function answering(
  { approve }: RunRequest['approval'],
  streams: Streams,
  world: World,
  { screen, progress }: Shown,
  running: RunningExecutions,
  failed: (error: unknown) => void,
): RequestsOptions {
  return {
    approve,
    interactive: isInteractive(streams),
    input: streams.stdin,
    clock: systemClock,
    width: Math.min(screen.width, 100),
    readPlan: () => readFileSync(join(running.folder.path, 'plan.json'), 'utf8'),
    print: (text) => progress.print(text),
    typing: (text) => progress.typing(text),
    // What is no terminal may be a file.
    printLink:
      world.keepsLinks || screen.stream.isTTY ? undefined : (link) => void streams.stderr.write(`${link}\n`),
    failed,
  };
}

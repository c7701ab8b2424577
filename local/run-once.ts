import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AccountsInHand } from './accounts-in-hand';
import { answerRequest, isRequest } from './answer-request';
import { interruptionOf } from './interruption-of';
import { watchInterrupts } from './interrupts';
import { type LocalApp, startLocalApp } from './local-app';
import type { Streams } from './run';
import { RunFolder } from './run-folder';
import type { Execution, ExecutionResult } from './runtime/asl/engine';
import { systemClock } from './runtime/clock';
import type { StartedExecution } from './runtime/executions';
import type { Json } from './runtime/json';
import type { Email } from './runtime/sns';
import { sendEvent } from './send-event';
import { showResult } from './show-result';
import { synthesize } from './synthesize';
import { formatInterrupting } from './terminal/interruption';
import type { Options } from './terminal/options';
import { createProgress, type Progress } from './terminal/progress';
import { describeOutput, isInteractive, type Output } from './terminal/terminal';
import type { World } from './world';

/** Where people read of a run, and what can be shown there. */
interface Shown {
  readonly out: NodeJS.WriteStream;
  readonly output: Output;
  readonly progress: Progress;
}

/** Runs the app once in this world, and closes it. Resolves with the exit status. */
export async function runOnce(options: Options, streams: Streams, world: World): Promise<number> {
  const shown = shownOn(options, streams);
  const assembly = mkdtempSync(join(tmpdir(), 'root-purge-assembly-'));
  try {
    shown.progress.print(world.introduction);
    synthesize(world.context, assembly);
    return await runIn(assembly, options, streams, world, shown);
  } finally {
    shown.progress.stop();
    await world.close();
    rmSync(assembly, { recursive: true, force: true });
  }
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
  let folder = new RunFolder(dataFolder, world.run, world);
  const started: StartedExecution[] = [];
  const accounts = new AccountsInHand();
  const credentialsBefore = world.countCredentials();
  const { promise: request, resolve: receiveRequest } = promiseOf<Email>();
  const app = await startLocalApp({
    ...world.app,
    assembly,
    bucketFolder: dataFolder,
    clock: systemClock,
    onLog: (functionName, line) => folder.writeLog(functionName, line),
    onProgress: (event) => {
      accounts.event(event);
      progress.event(event);
    },
    onStart: (execution) => {
      world.begins?.(execution);
      started.push(execution);
      folder = new RunFolder(dataFolder, execution.name, world);
    },
    onEmail: (email) => {
      folder.writeEmail(email);
      if (isRequest(email)) receiveRequest(email);
    },
  });
  world.enforce?.(app.access);
  const interruption = () => interruptionOf(accounts, folder, world);
  try {
    if (options.event) {
      const { lines, failed } = await sendEvent(app, options.event);
      progress.print(`${lines.join('\n')}\n`);
      if (started.length === 0) return failed ? 2 : 0;
    } else app.start(world.run, world.input ?? (await executionInput(app, world.run, options)));
    const [execution] = started;
    if (!execution) throw new Error('No execution was started.');
    // Credentials that cannot be had are for the first invocation to say.
    app.warm().catch(() => undefined);
    const stopWatching = watchInterrupts({
      first: () => {
        progress.print(formatInterrupting(interruption()));
        execution.interrupt('Interrupted');
      },
      second: () => execution.stop('Interrupted'),
    });
    const result = await answered(execution, request, { options, streams, folder, world, ...shown }).finally(
      stopWatching,
    );
    const atTheEnd = interruption();
    progress.stop();
    folder.writeHistory(execution);
    const said = world.ended(result);
    if (said) progress.print(said);
    return showResult({
      result,
      interruption: atTheEnd,
      options,
      ...shown,
      stdout: streams.stdout,
      folder,
      world,
      credentialsBefore,
    });
  } finally {
    await app.close();
  }
}

interface Answering extends Shown {
  readonly options: Options;
  readonly streams: Streams;
  readonly folder: RunFolder;
  readonly world: World;
}

/** Answers the request for approval, should one come, and waits for the end of the execution. */
async function answered(
  execution: Execution,
  request: Promise<Email>,
  { options, streams, folder, world, out, output, progress }: Answering,
): Promise<ExecutionResult> {
  const ended = new AbortController();
  const answer = async () =>
    answerRequest(await request, {
      approve: options.approve,
      interactive: isInteractive(streams),
      input: streams.stdin,
      signal: ended.signal,
      width: Math.min(output.width, 100),
      readPlan: () => readFileSync(join(folder.path, 'plan.json'), 'utf8'),
      print: (text) => progress.print(text),
      // What is no terminal may be a file.
      printLink: world.keepsLinks || out.isTTY ? undefined : (link) => void streams.stderr.write(`${link}\n`),
    });
  answer().catch((error: unknown) => execution.stop('RequestNotAnswered', String(error)));
  const result = await execution.result;
  ended.abort();
  return result;
}

/** A list file goes where lists for the deployed app go, too. */
async function executionInput(app: LocalApp, name: string, { input, list }: Options): Promise<Json> {
  if (!list) return toJson(input);
  const key = `input/${name}.list`;
  await app.objects.putObject(app.bucket, key, list.text);
  return toJson({ ...input, accountsFile: `s3://${app.bucket}/${key}` });
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

function promiseOf<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

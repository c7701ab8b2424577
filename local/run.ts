import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvalidInputError } from '../lambdas/shared/errors';
import { parseAccountList, parseExecutionInput } from '../lambdas/shared/execution-input';
import { answerRequest, isRequest } from './answer-request';
import { type AwsEnvironment, startAwsEnvironment } from './aws-environment';
import { formatFaultSpec } from './faults/fault-spec';
import { type LocalApp, startLocalApp } from './local-app';
import { RunFolder } from './run-folder';
import type { Execution, ExecutionResult } from './runtime/asl/engine';
import { systemClock } from './runtime/clock';
import type { StartedExecution } from './runtime/executions';
import type { Json } from './runtime/json';
import { accountId, region } from './runtime/physical-id';
import type { Email } from './runtime/sns';
import { sendEvent } from './send-event';
import { showResult } from './show-result';
import { type Context, synthesize } from './synthesize';
import { approvalNotice } from './terminal/approval-notice';
import { UsageError } from './terminal/option-values';
import { HelpRequestedError, type Options, parseOptions } from './terminal/options';
import { createProgress, type Progress } from './terminal/progress';
import { describeOutput, isInteractive, type Output } from './terminal/terminal';

/** Everything that local runs leave, below the folder they are started in. */
const dataFolder = resolve('.root-purge');
const approver = 'approver@example.com';

export type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env'>;

/** `npm start`. Resolves with the exit status: 0 the execution succeeded, 2 it did not, 1 wrong options or input. */
export async function run(argv: string[], streams: Streams): Promise<number> {
  try {
    const options = parseOptions(argv, {
      interactive: isInteractive(streams),
      readFile: (path) => readFileSync(path, 'utf8'),
    });
    parseExecutionInput(options.input);
    if (options.list) parseAccountList(options.list.text, options.list.path);
    return await runOnce(options, streams);
  } catch (error) {
    if (error instanceof HelpRequestedError) {
      streams.stdout.write(`${error.message}\n`);
      return 0;
    }
    if (!(error instanceof UsageError || error instanceof InvalidInputError)) throw error;
    streams.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function runOnce(options: Options, streams: Streams): Promise<number> {
  const out = options.json ? streams.stderr : streams.stdout;
  const shown = describeOutput(out, streams.env);
  const output: Output = { ...shown, color: shown.color && options.color };
  const progress = createProgress(out, output);
  const name = runName();
  let folder = new RunFolder(dataFolder, name);
  const started: StartedExecution[] = [];
  const assembly = mkdtempSync(join(tmpdir(), 'root-purge-assembly-'));
  const aws = await startAwsEnvironment({ ...options, clock: systemClock }, streams.env);
  const credentialsBefore = aws.countCredentials();
  try {
    progress.print(introduction(options));
    synthesize(contextOf(options, aws), assembly);
    let receiveRequest: (email: Email) => void = () => undefined;
    const request = new Promise<Email>((resolve) => {
      receiveRequest = resolve;
    });
    const app = await startLocalApp({
      assembly,
      bucketFolder: dataFolder,
      awsEnvironment: aws.variables,
      clock: systemClock,
      faults: aws.faults,
      onLog: (functionName, line) => folder.writeLog(functionName, line),
      onProgress: (event) => progress.event(event),
      onStart: (execution) => {
        started.push(execution);
        folder = new RunFolder(dataFolder, execution.name);
      },
      onEmail: (email) => {
        folder.writeEmail(email);
        if (isRequest(email)) receiveRequest(email);
      },
    });
    aws.enforce(app.access);
    if (options.event) {
      const { lines, failed } = await sendEvent(app, options.event);
      progress.print(`${lines.join('\n')}\n`);
      if (started.length === 0) {
        await app.close();
        return failed ? 2 : 0;
      }
    } else app.start(name, await executionInput(app, name, options));
    const [execution] = started;
    if (!execution) throw new Error('No execution was started.');
    const result = await answered(execution, request, { options, streams, progress, output }).finally(() =>
      app.close(),
    );
    if (options.faults) progress.print(struckFaults(aws.faults.struck()));
    progress.stop();
    folder.writeHistory(execution);
    return showResult({
      result,
      options,
      output,
      out,
      stdout: streams.stdout,
      folder,
      aws,
      credentialsBefore,
    });
  } finally {
    progress.stop();
    await aws.close();
    rmSync(assembly, { recursive: true, force: true });
  }
}

/** Answers the request for approval, should one come, and waits for the end of the execution. */
async function answered(
  execution: Execution,
  request: Promise<Email>,
  {
    options,
    streams,
    progress,
    output,
  }: { options: Options; streams: Streams; progress: Progress; output: Output },
): Promise<ExecutionResult> {
  const ended = new AbortController();
  const answer = async () =>
    answerRequest(await request, {
      approve: options.approve,
      interactive: isInteractive(streams),
      input: streams.stdin,
      signal: ended.signal,
      width: Math.min(output.width, 100),
      print: (text) => progress.print(text),
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

/** Events come from the management account of the organization, as to a delegated administrator account. */
function contextOf({ event, concurrency }: Options, { managementAccountId }: AwsEnvironment): Context {
  const context = { approvers: [approver], concurrency };
  if (!event) return context;
  const organizationEvents = { managementAccountId: managementAccountId ?? event.account };
  return { ...context, account: accountId, region, organizationEvents };
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

function introduction(options: Options): string {
  const { accounts, seed, trouble, faults } = options;
  const organization = `a simulated organization of ${accounts} member accounts (seed ${seed}${trouble ? ', with trouble' : ''})`;
  const goingWrong = faults ? `\nGoing wrong on demand: ${formatFaultSpec(faults)}.` : '';
  return `Root credential purge on this machine, against ${organization}.${goingWrong}\n${approvalNotice(options)}\n`;
}

function struckFaults(struck: Record<string, number>): string {
  const counts = Object.entries(struck).map(([fault, times]) => `${fault} ${times}`);
  return `Faults that struck: ${counts.join(', ') || 'none'}.`;
}

/** A valid execution name that sorts by time. */
function runName(): string {
  const time = systemClock.now().toISOString().slice(0, 19).replaceAll(':', '-');
  return `${time}Z-${randomBytes(3).toString('hex')}`;
}

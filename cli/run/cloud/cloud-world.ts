import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { quote } from 'shell-quote';
import { type Execution, type Json, systemClock } from '../../../local-aws';
import { explainFailure } from '../../aws/aws-failures';
import { formatChecks } from '../../check/format-checks';
import { CommandError } from '../../command-error';
import { UsageError } from '../../options/option-values';
import { cloudNotice } from '../../terminal/cloud-notice';
import type { Streams } from '../../terminal/streams';
import { describeOutput, isInteractive } from '../../terminal/terminal';
import type { CloudOptions } from '../options/cloud-options';
import type { CommandName } from '../options/command';
import { type Options, sayWhoApproves } from '../options/options';
import { runName } from '../run-name';
import type { World } from '../world';
import { approverOf } from './approver-of';
import { type CallerCredentials, callerCredentials } from './caller-credentials';
import { cloudEnvironment } from './cloud-environment';
import {
  assertSameCaller,
  assertSameDefinition,
  forgetLinks,
  type TakenRun,
  takeEarlierRun,
} from './earlier-run';
import { JournalFile } from './journal';
import { type ReadyCaller, readyCaller } from './ready-caller';
import { lockRun } from './run-lock';
import { runPaths } from './run-paths';
import { watchCredentials } from './watch-credentials';

type CloudRunOptions = Options & { readonly cloud: CloudOptions };

/**
 * The organization of the caller's AWS credentials: STS, IAM and Organizations are AWS's, everything else is on this
 * machine. Undefined where the organization is not ready, which is shown then.
 * @throws CommandError where there are no credentials or no Region, or the run to go on with cannot be gone on with
 * @throws UsageError where nobody is there to approve, and nobody said so
 */
export async function cloudWorld(
  options: CloudRunOptions,
  streams: Streams,
  called: CommandName,
): Promise<World | undefined> {
  try {
    return await openWorld(options, streams, called);
  } catch (error) {
    if (error instanceof CommandError || error instanceof UsageError) throw error;
    const explained = explainFailure(error) ?? (isOurs(error) ? error.message : undefined);
    throw explained ? new CommandError(explained) : error;
  }
}

const ours = new Set(['MissingRegionError', 'NotResumableError']);
const isOurs = (error: unknown): error is Error => error instanceof Error && ours.has(error.name);

async function openWorld(
  options: CloudRunOptions,
  streams: Streams,
  called: CommandName,
): Promise<World | undefined> {
  const { resume } = options.cloud;
  if (resume === undefined) return worldWhereReady(options, streams, called, undefined);
  const taken = takeEarlierRun(resolve(options.folder), resume, systemClock.now());
  try {
    const world = await worldWhereReady(options, streams, called, taken);
    if (!world) taken.unlock();
    return world;
  } catch (error) {
    taken.unlock();
    throw error;
  }
}

async function worldWhereReady(
  options: CloudRunOptions,
  streams: Streams,
  called: CommandName,
  taken: TakenRun | undefined,
): Promise<World | undefined> {
  if (taken?.earlier.purges && options.approveIsDefault && !isInteractive(streams))
    throw new UsageError([sayWhoApproves], called.name);
  const credentials = await callerCredentials(options.cloud, streams.env);
  const caller = await checked(options, credentials, streams);
  if (!caller) return undefined;
  if (taken) assertSameCaller(taken.earlier, caller);
  return worldOf({ options, called, credentials, caller, taken, env: streams.env });
}

async function checked(
  { cloud, color, json }: CloudRunOptions,
  { region }: CallerCredentials,
  { stdout, stderr, env }: Streams,
): Promise<ReadyCaller | undefined> {
  const shown = describeOutput(stderr, env);
  return readyCaller({ profile: cloud.profile, region, color }, (check) => {
    const checks = formatChecks(check, { width: Math.min(shown.width, 110), color: shown.color && color });
    stderr.write(`${checks}\nNothing was started.\n`);
    if (json) stdout.write(`${JSON.stringify(check)}\n`);
  });
}

interface CloudRun {
  readonly options: CloudRunOptions;
  readonly called: CommandName;
  readonly credentials: CallerCredentials;
  readonly caller: ReadyCaller;
  /** The run that goes on. */
  readonly taken: TakenRun | undefined;
  readonly env: Streams['env'];
}

function worldOf({ options, called, credentials, caller, taken, env }: CloudRun): World {
  const { cloud } = options;
  const earlier = taken?.earlier;
  const dataFolder = resolve(options.folder);
  const run = earlier?.started.run ?? runName(systemClock);
  const paths = runPaths(dataFolder, run);
  const journal = new JournalFile(paths.journal, systemClock.now);
  const unlock = taken?.unlock ?? lockRun(paths.lock);
  if (earlier) forgetLinks(earlier, paths);
  const approver = earlier?.started.approver ?? cloud.approver ?? approverOf(caller);
  const concurrency = earlier ? earlier.started.concurrency : options.concurrency;
  const purges = earlier ? earlier.purges : cloud.purge;
  let execution: Execution | undefined;
  const onExpired = (reason: string) =>
    execution?.interrupt(
      'CredentialsExpired',
      `Your AWS credentials are of no use any more (${reason}). Sign in again, then go on.`,
    );
  return {
    run,
    introduction: cloudNotice({
      caller,
      purges,
      approve: options.approve,
      isDecided: earlier?.asksAgain === false,
      folder: relative(process.cwd(), paths.folder),
      notes: earlier?.notes ?? [],
    }),
    context: { approvers: [approver], concurrency },
    app: {
      elsewhere: cloudEnvironment(credentials, env),
      caller: credentials.variables,
      aroundTasks: (tasks, usesCaller) => watchCredentials(tasks, { usesCaller, onExpired }),
      redriven: earlier && run,
      recovery: (_, definition, input) => {
        const digest = digestOf(definition);
        if (earlier) {
          assertSameDefinition(earlier, digest);
          journal.write({ type: 'resumed', arn: caller.arn });
        } else {
          const { accountId, arn, organizationId } = caller;
          const by = { accountId, arn, organizationId, approver, concurrency };
          journal.write({ type: 'started', run, input, definition: digest, ...by });
        }
        return { journal: journal.ofExecution, redrive: earlier?.redrive };
      },
    },
    input: earlier?.started.input,
    part: earlier?.redrive.count === undefined ? 1 : earlier.redrive.count + 1,
    keepsLinks: false,
    resume: `${called.onAws} ${quote(resumeOptions(run, options))}`,
    countCredentials: () => null,
    begins: (begun) => {
      execution = begun;
    },
    ended: (result) => {
      if (result.status === 'ABORTED') journal.write({ type: 'interrupted', reason: result.error ?? '' });
      else journal.write({ type: 'ended', status: result.status });
      return '';
    },
    close: async () => unlock(),
  };
}

function resumeOptions(run: string, { folder, cloud: { profile, region } }: CloudRunOptions): string[] {
  return [
    ['--resume', run],
    folder === '.root-purge' ? [] : ['--folder', folder],
    profile ? ['--profile', profile] : [],
    region ? ['--region', region] : [],
  ].flat();
}

function digestOf(definition: Json): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex');
}

import { createHash } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { quote } from 'shell-quote';
import { executionOf, taskRunOf } from '../../../lambdas/run/execution-names';
import type { Values } from '../../../lib/parse-context';
import { parseContext } from '../../../lib/parse-context';
import { type Execution, type Json, systemClock } from '../../../local-aws';
import { explainFailure } from '../../aws/aws-failures';
import { type CallerConfiguration, callerConfiguration } from '../../aws/caller-configuration';
import { formatChecks } from '../../check/format-checks';
import { CommandError } from '../../command-error';
import {
  assertNobodySignsIn,
  digestOfConfiguration,
  localContext,
  mayNeedTwo,
} from '../../configuration/local-configuration';
import { executionNameAt } from '../../options/execution-name';
import { UsageError } from '../../options/usage-error';
import { cloudNotice } from '../../terminal/cloud-notice';
import type { Streams } from '../../terminal/streams';
import { describeOutput, isInteractive } from '../../terminal/terminal';
import { usesCaller } from '../in-process/functions';
import { startInProcessApp } from '../in-process/in-process-app';
import { sayWhoApproves } from '../options/approve-option';
import type { CloudRequest } from '../options/run-options';
import type { World } from '../world';
import { approverOf } from './approver-of';
import { callerOfFunctions } from './caller-of-functions';
import {
  assertSameCaller,
  assertSameConfiguration,
  assertSameDefinition,
  type EarlierRun,
  forgetLinks,
  type TakenRun,
  takeEarlierRun,
} from './earlier-run';
import { JournalFile } from './journal';
import { type ReadyCaller, readyCaller } from './ready-caller';
import { lockRun } from './run-lock';
import { runPaths } from './run-paths';
import { targetedAccounts } from './targeted-accounts';
import { watchCredentials } from './watch-credentials';

/** What a run in the caller's own organization takes of a request. */
export interface CloudRun
  extends Pick<CloudRequest, 'organization' | 'work' | 'approval' | 'concurrency' | 'folder' | 'display'> {
  /** The configuration of the app, to which a run that goes on is held. */
  readonly configuration: Values;
}

/**
 * The organization of the caller's AWS credentials: STS, IAM and Organizations are AWS's, everything else is on this
 * machine. Undefined where the organization is not ready, which is shown then.
 * @throws CommandError where there are no credentials or no Region, or the run to go on with cannot be gone on with
 * @throws UsageError where nobody is there to approve, and nobody said so
 */
export async function cloudWorld(asked: CloudRun, streams: Streams): Promise<World | undefined> {
  try {
    return await openWorld(asked, streams);
  } catch (error) {
    const explained = error instanceof CommandError ? undefined : explainFailure(error);
    throw explained ? new CommandError(explained) : error;
  }
}

async function openWorld(asked: CloudRun, streams: Streams): Promise<World | undefined> {
  const { resume } = asked.organization;
  assertOneApprover(asked);
  if (resume === undefined) return worldWhereReady(asked, streams, undefined);
  const taken = takeEarlierRun(resolve(asked.folder), resume, systemClock.now());
  try {
    assertSameConfiguration(taken.earlier, digestOfConfiguration(asked.configuration));
    const world = await worldWhereReady(asked, streams, taken);
    if (!world) taken.unlock();
    return world;
  } catch (error) {
    taken.unlock();
    throw error;
  }
}

/**
 * Whoever runs this starts the run and answers it, on one machine: nobody could tell a second person from them.
 * @throws CommandError where the configuration asks for more than that, or for a sign-in; an audit asks nobody
 */
function assertOneApprover({ organization: { purge, resume }, work, configuration }: CloudRun): void {
  const asksSomebody = purge || resume !== undefined || work.kind === 'task';
  if (!asksSomebody) return;
  assertNobodySignsIn(configuration);
  if (!mayNeedTwo(configuration)) return;
  const keys = ['approvals', 'requester'].filter((key) => key in configuration);
  throw new CommandError(
    `${keys.join(', ')}: configured, and root-purge run has one person at one terminal, who also started it. Start it in the deployed app (root-purge start), where two people can approve. Nothing was started.`,
  );
}

async function worldWhereReady(
  asked: CloudRun,
  streams: Streams,
  taken: TakenRun | undefined,
): Promise<World | undefined> {
  if (
    (taken?.earlier.purges || taken?.earlier.task) &&
    asked.approval.approveIsDefault &&
    !isInteractive(streams)
  )
    throw new UsageError([sayWhoApproves], 'root-purge run');
  const aws = await callerConfiguration(asked.organization);
  const calling = await callerOfFunctions(aws);
  const caller = await checked(asked, aws, streams, taken?.earlier);
  if (!caller) return undefined;
  if (taken) assertSameCaller(taken.earlier, caller);
  return worldOf({ asked, calling, caller, taken });
}

async function checked(
  asked: CloudRun,
  aws: CallerConfiguration,
  { stdout, stderr, env }: Streams,
  earlier: EarlierRun | undefined,
): Promise<ReadyCaller | undefined> {
  const { display } = asked;
  const { width, color } = describeOutput(stderr, env, display.color);
  return readyCaller(aws, targetedAccounts(asked, earlier?.started.input), (check) => {
    stderr.write(`${formatChecks(check, { width: Math.min(width, 110), color })}\nNothing was started.\n`);
    if (display.json) stdout.write(`${JSON.stringify(check)}\n`);
  });
}

interface ReadyRun {
  readonly asked: CloudRun;
  /** How the functions call AWS. */
  readonly calling: Awaited<ReturnType<typeof callerOfFunctions>>;
  readonly caller: ReadyCaller;
  /** The run that goes on. */
  readonly taken: TakenRun | undefined;
}

function worldOf({ asked, calling, caller, taken }: ReadyRun): World {
  const { organization, work } = asked;
  const earlier = taken?.earlier;
  const dataFolder = resolve(asked.folder);
  const task = earlier ? earlier.task : work.kind === 'task' ? work.task : undefined;
  const run = earlier?.started.run ?? newRun(task !== undefined);
  const name = task ? executionOf(run) : run;
  const paths = runPaths(dataFolder, run);
  const journal = new JournalFile(paths.journal, systemClock.now);
  const unlock = taken?.unlock ?? lockRun(paths.lock);
  if (earlier) forgetLinks(earlier, paths);
  const approver = earlier?.started.approver ?? organization.approver ?? approverOf(caller);
  const concurrency = earlier ? earlier.started.concurrency : asked.concurrency;
  const purges = earlier ? earlier.purges : organization.purge;
  const executions: Execution[] = [];
  const onExpired = (reason: string) => {
    for (const execution of executions)
      execution.interrupt(
        'CredentialsExpired',
        `Your AWS credentials are of no use any more (${reason}). Sign in again, then go on.`,
      );
  };
  return {
    run: name,
    caller: caller.arn,
    introduction: cloudNotice({
      caller,
      purges,
      task,
      approve: asked.approval.approve,
      isDecided: earlier?.asksAgain === false,
      folder: relative(process.cwd(), paths.folder),
      notes: earlier?.notes ?? [],
    }),
    startApp: (around) =>
      startInProcessApp({
        ...around,
        approver,
        configuration: parseContext(
          localContext(forOne(asked.configuration), { approvers: [approver], concurrency }),
        ),
        caller: calling,
        clock: systemClock,
        aroundTasks: (tasks) => watchCredentials(tasks, { usesCaller, onExpired }),
        redriven: earlier && name,
        recovery: (started, definition, input) => {
          // A task starts a purge of its own.
          if (started !== name) return {};
          const digest = digestOf(definition);
          if (earlier) {
            assertSameDefinition(earlier, digest);
            journal.write({ type: 'resumed', arn: caller.arn });
          } else {
            const { accountId, arn, organizationId } = caller;
            const by = { accountId, arn, organizationId, approver, concurrency };
            const configuration = digestOfConfiguration(asked.configuration);
            journal.write({ type: 'started', run, input, definition: digest, configuration, ...by });
          }
          return { journal: journal.ofExecution(around.onFailure), redrive: earlier?.redrive };
        },
      }),
    input: earlier?.started.input,
    task,
    part: (earlier?.redrive.count ?? 0) + 1,
    keepsLinks: false,
    resume: `npx root-purge run ${quote(resumeOptions(run, asked))}`,
    countCredentials: () => null,
    begins: (execution) => void executions.push(execution),
    ended: (result, hasCrashed) => {
      const isUnfinished = result.status === 'ABORTED' || (hasCrashed && result.status !== 'SUCCEEDED');
      if (isUnfinished)
        journal.write({ type: 'interrupted', reason: ('error' in result && result.error) || '' });
      else journal.write({ type: 'ended', status: result.status });
      return '';
    },
    close: async () => unlock(),
  };
}

/** An audit asks nobody, so that what is said of approvers is without meaning. */
const forOne = ({ approvals: _, requester: __, people: ___, ...configuration }: CloudRun['configuration']) =>
  configuration;

function newRun(isTask: boolean): string {
  const name = executionNameAt(systemClock.now());
  return isTask ? taskRunOf(name) : name;
}

function resumeOptions(run: string, { folder, organization: { profile, region } }: CloudRun): string[] {
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

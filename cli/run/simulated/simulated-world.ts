import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { postureKey } from '../../../lambdas/run/run-keys';
import type { Values } from '../../../lib/parse-context';
import {
  AimlessFaultsError,
  accountId,
  countCredentials,
  createOrganization,
  formatFaultSpec,
  type JsonObject,
  type Organization,
  operator,
  principalName,
  region,
  runFaults,
  systemClock,
} from '../../../local-aws';
import { CommandError } from '../../command-error';
import { mayNeedTwo } from '../../configuration/local-configuration';
import { executionNameAt } from '../../options/execution-name';
import { UsageError } from '../../options/usage-error';
import { approvalNotice, auditNotice } from '../../terminal/approval-notice';
import type { Streams } from '../../terminal/streams';
import type { RunRequest, SimulatedOptions } from '../options/run-request';
import type { TaskOption } from '../options/task-option';
import type { World } from '../world';
import { elsewhereIn, leadingElsewhere } from './elsewhere';
import { aimlessProblem, faultsTold, formatFaultsTold } from './faults-told';
import { objectKeys } from './object-keys';
import { sampleTask } from './sample-task';
import { startSynthesizedApp } from './synthesized-app';

/** The second one is asked where the configuration may need two. */
const approvers = ['approver@example.com', 'second-approver@example.com'];

/** What a simulated world takes of a request: which organization, what is to be done there, and who approves. */
export interface SimulatedRun extends Pick<RunRequest, 'work' | 'approval' | 'concurrency'> {
  readonly organization: SimulatedOptions;
  /** The configuration of the app. */
  readonly configuration: Values;
}

/**
 * A simulated organization, or whatever the endpoints in the environment lead to.
 * @throws CommandError where a task is to be tried on something that is not there
 */
export async function simulatedWorld(asked: SimulatedRun, { env }: Pick<Streams, 'env'>): Promise<World> {
  const { organization: options, work } = asked;
  const resources = work.kind === 'task';
  const organization = createOrganization({ ...options, resources, clock: systemClock });
  const namedInEnvironment = leadingElsewhere(env);
  const task = resources
    ? taskInput(work.task, namedInEnvironment.length > 0 ? undefined : organization)
    : undefined;
  const elsewhere = elsewhereIn(env);
  const { seed, latency, faults: rules = [] } = options;
  const run = executionNameAt(systemClock.now());
  // What an event starts has a name of its own.
  const keys = work.kind === 'event' ? undefined : objectKeys(run, organization);
  const faults = await runFaults({ rules, seed, organization, clock: systemClock, keys });
  const told = () => faultsTold(faults.struck(), faults.idle());
  return {
    run,
    caller: principalName(operator),
    introduction: introduction(asked, task, namedInEnvironment),
    task,
    startApp: async (around) => {
      // The same organization again, made anew: what reports remember of it is about the one before.
      if (!elsewhere) rmSync(join(around.bucketFolder, postureKey(organization)), { force: true });
      return startSynthesizedApp({
        ...around,
        configuration: asked.configuration,
        replacing: contextOf(asked, elsewhere ? undefined : organization),
        ...{ organization, latency, elsewhere, faults },
      }).catch(explainAimless);
    },
    keepsLinks: true,
    countCredentials: () => (elsewhere ? null : countCredentials(organization)),
    ended: () => (options.faults ? formatFaultsTold(told()) : ''),
    ...(options.faults && { faults: told }),
    close: async () => undefined,
  };
}

/** @throws CommandError where a task is to be tried on something that is not there */
function taskInput(task: TaskOption, organization: Organization | undefined): JsonObject {
  if (typeof task === 'object') return task;
  const input = organization && sampleTask(task, organization);
  if (input) return input;
  const why = organization
    ? 'the simulated organization has nothing that suits it; allowed is a larger one (--accounts)'
    : 'the organization is not simulated; allowed is its execution input';
  throw new CommandError(`--task: received "${task}", and ${why}. Nothing was started.`);
}

function introduction(
  { organization: { accounts, seed, trouble, faults }, approval, work }: SimulatedRun,
  task: JsonObject | undefined,
  namedInEnvironment: readonly string[],
): string {
  const organization =
    namedInEnvironment.length > 0
      ? `the organization behind ${new Intl.ListFormat('en').format(namedInEnvironment)}.\n${notSimulated}`
      : `a simulated organization of ${accounts} member accounts (seed ${seed}${trouble ? ', with trouble' : ''}).`;
  const goingWrong = faults ? `\nGoing wrong on demand: ${formatFaultSpec(faults)}.` : '';
  const what = task ? 'Privileged task' : 'Root credential purge';
  const input = task ? `${JSON.stringify(task, null, 2)}\n` : '';
  const isAudit = work.kind === 'purge' && work.input.mode === 'audit';
  const notice = isAudit ? auditNotice : approvalNotice(approval);
  return `${what} on this machine, against ${organization}${goingWrong}\n${input}${notice}\n`;
}

const notSimulated =
  'It is not simulated here: --accounts, --seed, --trouble, --latency and --faults of its calls do nothing to it.';

/** Events come from the management account of the organization, as to a delegated administrator account. */
function contextOf({ work, concurrency, configuration }: SimulatedRun, organization?: Organization): Values {
  const context = { approvers: approvers.slice(0, mayNeedTwo(configuration) ? 2 : 1), concurrency };
  if (work.kind !== 'event') return context;
  const organizationEvents = {
    managementAccountId: organization?.managementAccount.id ?? work.event.account,
  };
  return { ...context, account: accountId, region, organizationEvents };
}

/** @throws UsageError where a fault is aimed at nothing that is there */
function explainAimless(error: unknown): never {
  if (!(error instanceof AimlessFaultsError)) throw error;
  throw new UsageError(error.aimless.map(aimlessProblem));
}

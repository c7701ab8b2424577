import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsOptions } from '../aws/aws-options';
import { callerConfiguration } from '../aws/caller-configuration';
import { pasteable } from '../aws/pasteable';
import { CommandError } from '../command-error';
import { assertRegion } from '../options/parse-options';
import { identifyCaller } from '../root-access/caller';
import { type RootAccess, type RootAccessClients, readRootAccess } from '../root-access/root-access';
import { type Clock, machineClock } from '../terminal/clock';
import { printable } from '../terminal/printable';
import type { Streams } from '../terminal/streams';
import { screenFor } from '../terminal/terminal';
import { confirm } from './confirm';
import { accessAsJson, formatAccess } from './format-access';
import { performStep } from './perform-step';
import { assertCanBeDelegated, whyNotHere } from './refusal';
import { describeStep, missingSteps, type Step } from './steps';

/** The options of `root-purge enable`. */
export interface EnableOptions extends AwsOptions {
  /** The member account to register for IAM. */
  delegatedAdmin?: string;
  /** `false` after `--no-root-sessions`. */
  rootSessions: boolean;
  yes?: true;
}

/** Does `root-purge enable`. Resolves with 0 where all is on, 2 where that cannot be done. @throws CommandError */
export async function enable(
  options: EnableOptions,
  streams: Streams,
  clock: Clock = machineClock,
): Promise<number> {
  assertRegion(options);
  const { stream: out, ...screen } = screenFor(options, streams);
  const width = Math.min(screen.width, 100);
  const say = (text: string) => void out.write(`${text}\n`);
  const { settingsFor } = await callerConfiguration(options);
  const caller = await identifyCaller(new STSClient(settingsFor('STS')));
  const clients = {
    organizations: new OrganizationsClient(settingsFor('ORGANIZATIONS')),
    iam: new IAMClient(settingsFor('IAM')),
  };
  const before = await readRootAccess(clients, caller);
  const finish = (status: number, done: readonly Step[], after: RootAccess) => {
    if (options.json)
      streams.stdout.write(`${JSON.stringify(resultOf(status, before, done, after), null, 2)}\n`);
    return status;
  };

  const isInOrganization = !before.organization.known || before.organization.value !== undefined;
  say(`You are ${caller.arn}.\n${isInOrganization ? `\n${formatAccess('Now', before, width)}\n` : ''}`);
  assertCanBeDelegated(before, options.delegatedAdmin);
  const steps = missingSteps(before, options);
  if (steps.length === 0) {
    say('Nothing to do: it is all there already.');
    return finish(0, [], before);
  }
  const refusal = whyNotHere(before, steps);
  if (refusal) {
    say([refusal.text, refusal.command && `  ${refusal.command}`].filter(Boolean).join('\n'));
    return finish(2, [], before);
  }
  say(announce(steps, before, options));
  if (!options.yes && !(await confirm('Do it?', streams, out))) {
    throw new CommandError('Nothing was done.');
  }
  const done = await performAll(clients, steps, say, clock);
  const after = await readRootAccess(clients, caller);
  say(
    `\n${formatAccess('Now', after, width)}\n\nDone. ${pasteable('npx root-purge check', options)} says whether a run can be started.`,
  );
  return finish(0, done, after);
}

function announce(
  steps: readonly Step[],
  { delegatedAdministrators }: RootAccess,
  options: EnableOptions,
): string {
  const list = steps.map((step, index) => `  ${index + 1}. ${describeStep(step)}`);
  const others = delegatedAdministrators.known ? delegatedAdministrators.value : [];
  const stays = others
    .filter(({ accountId }) => options.delegatedAdmin && accountId !== options.delegatedAdmin)
    .map(({ accountId }) => `${accountId} is a delegated administrator already, and stays one.`);
  return [`This will, for the whole organization:`, ...list, ...stays].join('\n');
}

/** @throws CommandError that says what was done before the step that failed, and what was not */
async function performAll(
  clients: RootAccessClients,
  steps: readonly Step[],
  say: (text: string) => void,
  clock: Clock,
): Promise<Step[]> {
  const done: Step[] = [];
  say('');
  for (const [index, step] of steps.entries()) {
    try {
      await performStep(clients, step, clock);
    } catch (error) {
      const rest = steps.slice(done.length).map(describeStep).join(', ');
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw new CommandError(
        `${step.call} failed: ${printable(what)}\nDone: ${done.map(describeStep).join(', ') || 'nothing'}.\nNot done: ${rest}.\nRun it again when that is put right: what is done stays done.`,
        { cause: error },
      );
    }
    done.push(step);
    say(`  ${index + 1}. done`);
  }
  return done;
}

function resultOf(status: number, before: RootAccess, done: readonly Step[], after: RootAccess) {
  const { accountId, arn } = before.caller;
  return {
    enabled: status === 0,
    caller: { accountId, arn },
    managementAccountId:
      (before.organization.known && before.organization.value?.managementAccountId) || null,
    before: accessAsJson(before),
    done,
    after: accessAsJson(after),
  };
}

import { OrganizationsClient } from '@aws-sdk/client-organizations';
import * as z from 'zod/mini';
import { clientSettings } from './aws-calls/client-defaults';
import { type ExecutionInput, parseExecutionInput } from './input/execution-input';
import { problem } from './input/input-problems';
import { listOrganization } from './organization/organization';
import {
  pendingActivation,
  readListFile,
  selectAccounts,
  selectedIds,
  type WhenNotListed,
} from './organization/select-accounts';
import { unitNames, withUnits } from './organization/unit-names';
import { beginRun } from './run/begin-run';
import { isJoinedRun, isTaskRun } from './run/execution-names';
import { AccountId, type ResealedTask, StartedExecution, TargetedAccounts } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore, type RunStore, readJson } from './run/run-store';
import { env } from './skeleton/env';
import { InvalidInputError } from './skeleton/errors';
import { stateHandler } from './skeleton/handler';
import { taskNamed } from './tasks/registry';
import { TaskRequest } from './tasks/shapes';

/**
 * Resolves the input of a purge or an audit to member accounts.
 * @throws InvalidInputError naming everything that is wrong with the input; nothing was written then
 * @throws AccountNotListedYetError where the only thing wrong may be that it is too early; nothing was written either
 */
export async function listAccounts(
  { organizations, store }: { organizations: OrganizationsClient; store: RunStore },
  { run, startedAt, executionArn, input: executionInput }: StartedExecution,
  excludedByConfiguration: readonly string[],
): Promise<TargetedAccounts> {
  const input = parseExecutionInput(executionInput);
  if (isTaskRun(run)) throw new InvalidInputError([problem('name of the execution', run, nameRule)]);
  const reseals = input.reseals ? await resealedTask(store, input.reseals) : undefined;
  const organization = await listOrganization(organizations);
  const selected = await selectedIds(
    { organizations, readListFile: (uri) => readListFile(store, uri) },
    input,
  );
  const { accounts, ...named } = organization;
  const { targets, skipped, wholeOrganization } = selectAccounts(
    organization,
    selected,
    input.exclude ?? [],
    excludedByConfiguration,
    whenNotListed(run, input),
  );
  const names = await unitNames(organizations, [...targets, ...skipped]);
  return {
    run,
    startedAt,
    organization: named,
    origin: { executionArn, startedBy: input.startedBy },
    mode: input.mode,
    credentials: input.credentials,
    reason: input.reason,
    reseals,
    wholeOrganization,
    targets: withUnits(targets, names),
    skipped: withUnits(skipped, names),
  };
}

/**
 * Only a person mistypes an ID. A task looked its accounts up when it began, and the others are sealed all the same; an
 * event may be here before Organizations lists the account that it is about.
 */
function whenNotListed(run: string, { reseals }: ExecutionInput): WhenNotListed {
  if (reseals) return 'skip';
  return isJoinedRun(run) ? 'retry' : 'refuse';
}

async function resealedTask(store: RunStore, run: string): Promise<ResealedTask> {
  const task = await readJson(store, runKeys.task(run), TaskRequest);
  if (task && taskNamed(task.task).canBeResealed) return { run, startedAt: task.startedAt };
  throw new InvalidInputError([problem('reseals', run, 'a run of allow-password-recovery in the run store')]);
}

/** The runs of privileged tasks have this prefix, and the two must not meet in the run store. */
const nameRule = 'one that does not begin with "task-"';

/** Whether the account that joined is to be looked at again when its sign-up is over: nothing is written before. */
function waits({ run, startedAt, skipped }: TargetedAccounts, now: Date): boolean {
  const isPending = isJoinedRun(run) && skipped.some(({ why }) => why === pendingActivation);
  return isPending && now.getTime() - Date.parse(startedAt) < longestSignUp;
}

/** In milliseconds: a week. Then the account is skipped, which the report says. */
const longestSignUp = 7 * 24 * 60 * 60 * 1000;

const organizations = new OrganizationsClient(clientSettings('ORGANIZATIONS'));
const store = ownRunStore();

/** The Lambda `ListAccounts`: writes `accounts.json`, with which a run begins. */
export const handler = stateHandler(StartedExecution, async (execution) => {
  const excluded = z.parse(z.array(AccountId), JSON.parse(env('EXCLUDED_ACCOUNTS')));
  const accounts = await listAccounts({ organizations, store }, execution, excluded);
  if (waits(accounts, new Date())) return { targets: 0, skipped: 0, waits: true };
  const key = runKeys.accounts(execution.run);
  const { targets, skipped } = await beginRun(store, key, TargetedAccounts, accounts);
  return { targets: targets.length, skipped: skipped.length, waits: false };
});

import { OrganizationsClient } from '@aws-sdk/client-organizations';
import * as z from 'zod/mini';
import { clientSettings } from './aws-calls/client-defaults';
import { problem } from './input/input-problems';
import {
  describeAccount,
  describeOrganization,
  isOpen,
  type MemberAccount,
  memberAccount,
} from './organization/organization';
import { beginRun } from './run/begin-run';
import { executionOf, longestTaskName } from './run/execution-names';
import { type Account, AccountId, type RunOrganization, StartedExecution } from './run/model';
import { runKeys } from './run/run-keys';
import { ownRunStore } from './run/run-store';
import { env } from './skeleton/env';
import { InvalidInputError } from './skeleton/errors';
import { stateHandler } from './skeleton/handler';
import { parseTaskInput, type Tasks } from './tasks/registry';
import { TaskRequest, type TaskTarget } from './tasks/shapes';

/**
 * Resolves the input of a task to active member accounts.
 * @throws InvalidInputError naming everything that is wrong with the input; nothing was written then
 */
export async function resolveTask(
  organizations: OrganizationsClient,
  { run, startedAt, executionArn, input }: StartedExecution,
  excludedByConfiguration: readonly string[],
  tasks?: Tasks,
): Promise<TaskRequest> {
  const { accounts, resource, region, startedBy, ...request } = parseTaskInput(input, tasks);
  const name = executionOf(run);
  if (name.length > longestTaskName) {
    const rule = `at most ${longestTaskName} characters`;
    throw new InvalidInputError([problem('name of the execution', name, rule)]);
  }
  const organization = await describeOrganization(organizations);
  const targets = await activeMembers(organizations, accounts, organization, excludedByConfiguration);
  return {
    run,
    startedAt,
    organization,
    origin: { executionArn, startedBy },
    ...request,
    targets: targets.map((account): TaskTarget => ({ ...account, resource, region })),
  };
}

/** @throws InvalidInputError naming each account that no root session may be opened in, and why */
async function activeMembers(
  client: OrganizationsClient,
  accountIds: readonly string[],
  { managementAccountId }: RunOrganization,
  excluded: readonly string[],
): Promise<Account[]> {
  const described = await Promise.all(accountIds.map((accountId) => findAccount(client, accountId)));
  const problems = accountIds.flatMap((accountId, index) => {
    const why =
      accountId === managementAccountId
        ? 'it is the management account'
        : excluded.includes(accountId)
          ? 'it is excluded by the configuration of this app'
          : whyNotActive(described[index]);
    return why
      ? [problem('account', accountId, `an active member account of this organization; ${why}`)]
      : [];
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return described.flatMap((account) => {
    if (!account) return [];
    const { state, ...member } = account;
    return [member];
  });
}

function whyNotActive(account: MemberAccount | undefined): string | undefined {
  if (!account) return 'it is not in the organization';
  if (account.state && isOpen(account.state)) return undefined;
  return `it is ${(account.state ?? 'in no known state').toLowerCase().replaceAll('_', ' ')}`;
}

/** `undefined` for an account that is not in the organization. */
async function findAccount(
  client: OrganizationsClient,
  accountId: string,
): Promise<MemberAccount | undefined> {
  try {
    return memberAccount(accountId, await describeAccount(client, accountId));
  } catch (error) {
    if (error instanceof Error && error.name === 'AccountNotFoundException') return undefined;
    throw error;
  }
}

const organizations = new OrganizationsClient(clientSettings('ORGANIZATIONS'));
const store = ownRunStore();

/** The Lambda `ResolveTask`: writes `task.json`, with which the run of a privileged task begins. */
export const handler = stateHandler(StartedExecution, async (execution) => {
  const excluded = z.parse(z.array(AccountId), JSON.parse(env('EXCLUDED_ACCOUNTS')));
  const request = await resolveTask(organizations, execution, excluded);
  const begun = await beginRun(store, runKeys.task(execution.run), TaskRequest, request);
  const { task, reason, resealAfterSeconds = null, targets } = begun;
  return {
    task,
    reason,
    resealAfterSeconds,
    targets: targets.map(({ accountId, resource, region }) => ({ accountId, resource, region })),
  };
});

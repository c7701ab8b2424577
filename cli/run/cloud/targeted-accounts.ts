import { join, resolve } from 'node:path';
import { parseAccountList } from '../../../lambdas/input/account-list';
import { parseExecutionInput } from '../../../lambdas/input/execution-input';
import { problem } from '../../../lambdas/input/input-problems';
import type { Organization } from '../../../lambdas/organization/organization';
import { selectAccounts, selectedIds } from '../../../lambdas/organization/select-accounts';
import type { Account } from '../../../lambdas/run/model';
import { InvalidInputError } from '../../../lambdas/skeleton/errors';
import type { Values } from '../../../lib/parse-context';
import type { Json } from '../../../local-aws';
import { read } from '../../aws/fact';
import type { AccountsToTry } from '../../check/check';
import { excludedAccountsOf } from '../../configuration/local-configuration';
import { type ListFile, readTextFile } from '../../options/file-options';
import type { RunRequest } from '../options/run-request';

/** What says which accounts a run is about. */
interface Asked extends Pick<RunRequest, 'work' | 'folder'> {
  readonly configuration: Values;
}

interface Selecting {
  readonly input: Json;
  readonly list?: ListFile;
  readonly excluded: readonly string[];
  /** Where the objects of the run store are files. */
  readonly dataFolder: string;
}

type Organizations = Parameters<AccountsToTry>[1];

/**
 * The accounts that a run is about, as its first state selects them, to try AssumeRoot on before it begins. There is no
 * trial for a run about one account, or none, whose report says all there is to say, as that of a privileged task does;
 * nor for wrong input, which the first state refuses. A run that goes on has its input from `earlier`.
 */
export function targetedAccounts({ work, folder, configuration }: Asked, earlier?: Json): AccountsToTry {
  if (work.kind !== 'purge') return async () => undefined;
  const selecting = {
    ...(earlier === undefined ? work : { input: earlier }),
    excluded: excludedAccountsOf(configuration),
    dataFolder: resolve(folder),
  };
  return async ({ listed }, organizations) => {
    if (!listed.known) return listed;
    const targets = await read('organizations:ListAccountsForParent', () =>
      targetsOf(selecting, listed.value, organizations).catch(noneIfInvalid),
    );
    return targets.known && targets.value.length < 2 ? undefined : targets;
  };
}

async function targetsOf(
  { input, list, excluded, dataFolder }: Selecting,
  organization: Organization,
  organizations: Organizations,
): Promise<Account[]> {
  const asked = parseExecutionInput(input);
  const readListFile = async (uri: string) => storedList(dataFolder, uri);
  const selections = [
    ...(list ? [{ source: list.path, accountIds: parseAccountList(list.text, list.path) }] : []),
    ...((await selectedIds({ organizations, readListFile }, asked)) ?? []),
  ];
  const selected = selections.length > 0 ? selections : undefined;
  return selectAccounts(organization, selected, asked.exclude ?? [], excluded).targets;
}

/** @throws InvalidInputError where the run store of this machine has no such object */
function storedList(dataFolder: string, uri: string): string {
  const key = uri.replace(/^s3:\/\/[^/]+\//, '');
  try {
    return readTextFile(join(dataFolder, key));
  } catch {
    throw new InvalidInputError([problem('accountsFile', uri, 'an object of the run store')]);
  }
}

function noneIfInvalid(error: unknown): Account[] {
  if (error instanceof InvalidInputError) return [];
  throw error;
}

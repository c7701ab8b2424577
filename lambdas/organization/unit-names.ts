import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Account } from '../run/model';
import { logger } from '../skeleton/logger';
import { unitsIn } from './organization';

/**
 * The names of the organizational units above these accounts, by ID. They are for reading alone, so nothing fails or
 * waits for long without them: names that Organizations does not tell in a minute are not there.
 */
export async function unitNames(
  client: OrganizationsClient,
  accounts: readonly Account[],
  now: () => number = Date.now,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const until = now() + longest;
  try {
    for (const parent of parentsOf(accounts)) {
      if (now() > until) throw new Error('Organizations took too long');
      for (const { Id = '', Name } of await unitsIn(client, parent)) if (Name) names.set(Id, Name);
    }
  } catch (error) {
    logger.warn('Not every organizational unit has a name here', { reason: String(error) });
  }
  return names;
}

/** In milliseconds. */
const longest = 60_000;

/** Whatever has a unit below it that is above one of these accounts. */
function parentsOf(accounts: readonly Account[]): Set<string> {
  return new Set(accounts.flatMap(({ path }) => nodesIn(path).slice(0, -1)));
}

/** The accounts, each with the names of the units above it; the ID of one that has none here. */
export function withUnits<A extends Account>(accounts: A[], names: ReadonlyMap<string, string>): A[] {
  return accounts.map((account) => {
    const [, ...units] = nodesIn(account.path);
    return account.path ? { ...account, units: units.map((id) => names.get(id) ?? id) } : account;
  });
}

/** The root and the organizational units of `o-…/r-…/ou-…/111122223333/`. */
function nodesIn(path = ''): string[] {
  return path.split('/').filter((part) => /^(r|ou)-/.test(part));
}

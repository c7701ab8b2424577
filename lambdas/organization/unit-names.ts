import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Account } from '../run/model';
import { failureOf } from '../skeleton/errors';
import { logger } from '../skeleton/logger';
import { unitsIn } from './organization';

/**
 * The accounts with the names of the units that each is in. Names are for people: where they cannot be read, the run
 * goes on without, and the IDs on the path are what remains.
 */
export async function withUnitNames(client: OrganizationsClient, accounts: Account[]): Promise<Account[]> {
  try {
    const names = await unitNames(client, accounts.map(parentsOf));
    return accounts.map((account) => ({ ...account, organizationalUnits: namesOf(account, names) }));
  } catch (error) {
    logger.warn('The names of the organizational units are not known', {
      failure: failureOf('ListOrganizationalUnitsForParent', error),
    });
    return accounts;
  }
}

/** The root, and the units from there down to the account: `['r-ab12', 'ou-ab12-cd34ef56']`. */
function parentsOf({ path = '' }: Account): string[] {
  return path.split('/').slice(1, -2);
}

async function unitNames(
  client: OrganizationsClient,
  paths: readonly string[][],
): Promise<ReadonlyMap<string | undefined, string | undefined>> {
  const names = new Map<string | undefined, string | undefined>();
  for (const parent of new Set(paths.flatMap((path) => path.slice(0, -1))))
    for (const { Id, Name } of await unitsIn(client, parent)) names.set(Id, Name);
  return names;
}

/** `undefined` where the path is not known, or the name of a unit on it. */
function namesOf(
  account: Account,
  names: ReadonlyMap<string | undefined, string | undefined>,
): string[] | undefined {
  const [root, ...units] = parentsOf(account);
  const found = units.map((unit) => names.get(unit));
  return root && found.every((name) => name !== undefined) ? found : undefined;
}

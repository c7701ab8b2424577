import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callerConfiguration } from '../../../../cli/aws/caller-configuration';
import { checkAccess } from '../../../../cli/check/check';
import { targetedAccounts } from '../../../../cli/run/cloud/targeted-accounts';
import type { Work } from '../../../../cli/run/options/run-request';
import type { Organization } from '../../../../local-aws';
import { temporaryFolder } from '../../../local-aws/support/temporary-folder';
import { simulate } from '../../support/simulated';

afterEach(() => vi.unstubAllEnvs());

interface About {
  readonly work?: Work;
  readonly excludedAccounts?: unknown;
  /** Of an earlier process. */
  readonly input?: { accountsFile: string };
  /** What is in `input/earlier.list` of the run store. */
  readonly stored?: string;
  readonly refuse?: Record<string, string>;
}

/** Where AssumeRoot is tried for such a run, as indices of accounts; or that there is no trial; or that nobody knows. */
async function targeted(about: (ids: string[], organization: Organization) => About) {
  const refuse: Record<string, string> = {};
  const { organization, env } = await simulate({ refuse });
  const ids = organization.accounts.map(({ id }) => id);
  const { work = purge({}), excludedAccounts, input, stored, refuse: refused } = about(ids, organization);
  Object.assign(refuse, refused);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const folder = temporaryFolder({});
  mkdirSync(join(folder, 'input'));
  if (stored) writeFileSync(join(folder, 'input', 'earlier.list'), stored);
  const targets = targetedAccounts({ work, folder, configuration: { excludedAccounts } }, input);
  let found: Awaited<ReturnType<typeof targets>>;
  await checkAccess(await callerConfiguration({}), async (...access) => {
    found = await targets(...access);
    return undefined;
  });
  if (!found?.known) return found ?? 'no trial';
  return found.value.map(({ accountId }) => ids.indexOf(accountId));
}

const purge = (input: object, text?: string): Work => ({
  kind: 'purge',
  input: JSON.parse(JSON.stringify(input)),
  ...(text !== undefined && { list: { path: 'a.list', text } }),
});

describe('before a run AssumeRoot is tried on', () => {
  it.each<[string, (ids: string[], organization: Organization) => About, unknown]>([
    ['every member account', () => ({}), [0, 1, 2, 3, 4]],
    ['the accounts of the input', ([, b, c]) => ({ work: purge({ accounts: [c, b] }) }), [1, 2]],
    ['the accounts of a list', ([, b, , , e]) => ({ work: purge({}, `${e}\n${b}\n`) }), [1, 4]],
    ['both', ([a, b]) => ({ work: purge({ accounts: [a] }, `${b}\n`) }), [0, 1]],
    ['a unit', (_, { rootId }) => ({ work: purge({ organizationalUnits: [rootId] }) }), [0, 1, 2, 3, 4]],
    ['none that the input excludes', ([a]) => ({ work: purge({ exclude: [a] }) }), [1, 2, 3, 4]],
    ['none that the configuration excludes', ([a, b]) => ({ excludedAccounts: `${a},${b}` }), [2, 3, 4]],
    [
      'the members of a list with the management account',
      ([a, b], { managementAccount: { id } }) => ({ work: purge({}, `${id}\n${a}\n${b}`) }),
      [0, 1],
    ],
    [
      'the stored list of a run that goes on',
      ([a, b]) => ({ input: { accountsFile: 's3://runs/input/earlier.list' }, stored: `${a}\n${b}` }),
      [0, 1],
    ],
  ])('%s', async (_, about, expected) => {
    expect(await targeted(about)).toEqual(expected);
  });

  it.each<[string, (ids: string[]) => About]>([
    ['the run is about one account', ([a]) => ({ work: purge({ accounts: [a] }) })],
    ['one is left', ([a, b]) => ({ work: purge({}, `${a}\n${b}`), excludedAccounts: [b] })],
    ['the first state refuses the input', () => ({ work: purge({ accounts: ['999999999999'] }) })],
    ['the list is not in the run store', () => ({ input: { accountsFile: 's3://runs/input/earlier.list' } })],
  ])('nothing where %s', async (_, about) => {
    expect(await targeted(about)).toBe('no trial');
  });

  it('nobody knows what where the accounts may not be listed', async () => {
    const refuse = { ListAccounts: 'AccessDeniedException: no' };
    expect(await targeted(() => ({ refuse }))).toMatchObject({
      known: false,
      permission: 'organizations:ListAccounts',
    });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { callerConfiguration } from '../../../cli/aws/caller-configuration';
import { checkAccess } from '../../../cli/check/check';
import { accountsToTry } from '../../../cli/check/try-assume-root';
import { simulate } from '../support/simulated';

afterEach(() => vi.unstubAllEnvs());

const denied = 'AccessDenied: no';

/** What `check` finds where these accounts, in the organization's order, answer so, and these are excluded. */
async function check(
  answers: readonly string[],
  { excluded = [] as number[], wanted = undefined as number | undefined } = {},
) {
  const refuse: Record<string, string> = {};
  const { organization, env, calls } = await simulate({ refuse });
  const ids = organization.accounts.map(({ id }) => id);
  for (const [index, answer] of answers.entries()) if (answer) refuse[`AssumeRoot ${ids[index]}`] = answer;
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const idOf = (index: number) => ids[index] ?? '';
  const { checks, ready } = await checkAccess(await callerConfiguration({}), async (access) =>
    accountsToTry(access, excluded.map(idOf), wanted === undefined ? undefined : idOf(wanted)),
  );
  const { answer, detail, fix } = checks.at(-1) ?? {};
  const named = ids.flatMap((id, index) => (detail?.includes(id) ? index : []));
  return { ready, answer, fix, named, tried: calls()['sts:AssumeRoot'] ?? 0 };
}

describe('AssumeRoot is tried', () => {
  it.each([
    ['on the first account that lets it', [], {}, 'yes', [0], 1],
    ['on the next where one refuses', [denied], {}, 'yes', [0, 1], 2],
    ['on the next where one fails', ['RegionDisabledException: off'], {}, 'yes', [0, 1], 2],
    ['on three that refuse, and no more', Array(5).fill(denied), {}, 'no', [0, 1, 2], 3],
    [
      'on three, where one fails',
      [denied, 'RegionDisabledException: off', denied],
      {},
      'unknown',
      [0, 1, 2],
      3,
    ],
    ['on none that is excluded', [], { excluded: [0, 1] }, 'yes', [2], 1],
    ['on those that are left', [denied, denied], { excluded: [2, 3, 4] }, 'no', [0, 1], 2],
    ['on nothing where all are excluded', [], { excluded: [0, 1, 2, 3, 4] }, 'unknown', [], 0],
    ['on the one asked for alone', ['', denied], { wanted: 1 }, 'no', [1], 1],
  ] as const)('%s', async (_, answers, options, answer, named, tried) => {
    const found = await check(answers, options as Parameters<typeof check>[1]);
    expect(found).toMatchObject({ ready: answer === 'yes', answer, named, tried });
  });

  it('is told with what to do about the account that refused, where another did not', async () => {
    const { fix } = await check(['RegionDisabledException: off']);
    expect(fix).toEqual({ by: 'you', text: expect.stringContaining('It is the member account') });
    expect((await check([])).fix).toBeUndefined();
  });

  it('refuses an account that is excluded', async () => {
    await expect(check([], { excluded: [1], wanted: 1 })).rejects.toThrow(
      /^--account: \d{12} is in excludedAccounts of the configuration/,
    );
  });
});

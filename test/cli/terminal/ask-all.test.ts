import { describe, expect, it } from 'vitest';
import { askAll } from '../../../cli/terminal/ask-all';
import type { Plan, PlannedAccount } from '../../../lambdas/run/model';
import type { AnyPlan } from '../../../lambdas/tasks/shapes';

const plannedAt = '2026-11-23T09:00:00.000Z';
const account: PlannedAccount = {
  accountId: '111122223333',
  name: 'payments',
  email: 'payments@example.com',
  outOfScope: [],
  unknown: [],
  credentials: [
    { kind: 'login-profile', id: 'login-profile', lastUsed: { state: 'never' } },
    { kind: 'mfa-devices', id: 'GAHT1', mfaDeviceType: 'hardware', lastUsed: { state: 'not-recorded' } },
  ],
};
const used: PlannedAccount = {
  ...account,
  accountId: '444455556666',
  name: 'used',
  credentials: [
    { kind: 'access-keys', id: 'AKIAUSED', lastUsed: { state: 'used', at: '2026-11-20T00:00:00Z' } },
  ],
};
const planOf = (...accounts: PlannedAccount[]): Plan => ({
  kind: 'purge',
  run: 'run-1',
  plannedAt,
  mode: 'purge',
  accounts,
});

/** What comes of these keys, and what was printed. */
async function pressing(plan: AnyPlan, keys: string) {
  const left = [...keys];
  const printed: string[] = [];
  const isApproved = await askAll(plan, {
    key: async (allowed) => {
      const key = left.shift() ?? '';
      if (!allowed.includes(key)) throw new Error(`The key ${key} is not asked for.`);
      return key;
    },
    line: async (question) => {
      throw new Error(`Nobody asks for ${question}`);
    },
    print: (text) => printed.push(...text.split('\n')),
    width: 100,
  });
  return { isApproved, left: left.join(''), printed };
}

describe('before everything is approved', () => {
  it.each([
    ['y', true],
    ['n', false],
    ['\r', false],
  ])('asks with the numbers: %j', async (keys, isApproved) => {
    expect(await pressing(planOf(account), keys)).toEqual({
      isApproved,
      left: '',
      printed: ['Delete 2 credentials in 1 account? It cannot be brought back. y, N'],
    });
  });

  it('says of a rehearsal that nothing is deleted, and not that it cannot be brought back', async () => {
    const { printed } = await pressing({ ...planOf(account), mode: 'rehearsal' }, 'y');
    expect(printed).toEqual([
      'Delete 2 credentials in 1 account? This is a rehearsal: nothing is deleted, whatever is decided.',
      'y, N',
    ]);
  });

  it.each([
    ['yy', true, ''],
    ['yn', false, ''],
    ['ny', false, 'y'],
  ])('asks about what was used lately before: %j', async (keys, isApproved, left) => {
    const asked = await pressing(planOf(account, used), keys);
    expect(asked).toMatchObject({ isApproved, left });
    expect(asked.printed.slice(0, 4)).toEqual([
      '',
      'Used lately, or nobody can tell:',
      '  used (444455556666): Access key AKIAUSED, used 3 days ago (20 Nov 2026)',
      'Can all of these go, although they may be in use? y, N',
    ]);
    expect(asked.printed[4]).toBe(
      keys[0] === 'y'
        ? 'Delete 3 credentials in 2 accounts, 1 of them maybe in use? It cannot be brought back. y, N'
        : undefined,
    );
  });

  it('asks whether to do a privileged task', async () => {
    const plan = {
      run: 'task-1',
      plannedAt,
      kind: 'task',
      task: 'delete-bucket-policy',
      reason: 'r',
      targets: [],
    } as const;
    expect(await pressing({ ...plan, targets: [] }, 'y')).toEqual({
      isApproved: true,
      left: '',
      printed: ['Do what the email says? y, N'],
    });
  });
});

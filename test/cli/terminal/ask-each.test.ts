import { expect, it } from 'vitest';
import { askEach } from '../../../cli/terminal/ask-each';
import { tickBoxesOf } from '../../../lambdas/approval/tick-boxes';
import type { Plan, PlannedAccount } from '../../../lambdas/run/model';

const plannedAt = '2026-11-23T09:00:00.000Z';
const never = { state: 'never' } as const;
const account: PlannedAccount = {
  accountId: '111122223333',
  name: 'pay\u001b[2Jments',
  email: 'payments@example.com',
  outOfScope: [],
  unknown: [],
  credentials: [
    {
      kind: 'access-keys',
      id: 'AKIAOLD',
      status: 'Active',
      createdAt: '2019-03-03T00:00:00Z',
      lastUsed: never,
    },
    {
      kind: 'access-keys',
      id: 'AKIAUSED',
      status: 'Active',
      createdAt: '2025-11-23T00:00:00Z',
      lastUsed: { state: 'used', at: '2026-11-20T00:00:00Z', service: 's3', region: 'eu-west-1' },
    },
    { kind: 'login-profile', id: 'login-profile', createdAt: '2019-03-03T00:00:00Z', lastUsed: never },
    {
      kind: 'mfa-devices',
      id: 'arn:aws:iam::111122223333:mfa/root',
      mfaDeviceType: 'virtual',
      note: '',
      lastUsed: { state: 'not-recorded' },
    },
  ],
};
const plan: Plan = { kind: 'purge', run: 'run-1', plannedAt, mode: 'purge', accounts: [account] };
const [signIn = '', old = '', used = ''] = tickBoxesOf(account, plannedAt).map(({ value }) => value);

/** What comes of these keys, and what was printed. */
async function pressing(keys: string, width = 200) {
  const left = [...keys];
  const printed: string[] = [];
  const choice = await askEach(plan, {
    key: async (allowed) => {
      const key = left.shift() ?? '';
      if (!allowed.includes(key)) throw new Error(`The key ${key} is not asked for.`);
      return key;
    },
    line: async (question) => {
      throw new Error(`Nobody asks for ${question}`);
    },
    print: (text) => printed.push(...text.split('\n')),
    width,
  });
  return { choice: choice instanceof Set ? [...choice] : choice, printed, left };
}

it.each<[string, string, string[] | 'none' | undefined]>([
  ['everything, with the second question for what is in use', 'yyyyy', [signIn, old, used]],
  ['a password and its MFA devices together', 'ynny', [signIn]],
  ['nothing that is in use after all', 'nyyny', [old]],
  ['what came before q', 'yqy', [signIn]],
  ['nothing by Enter, which leads to the question whether to refuse', '\r\r\r', 'none'],
  ['no decision where the last question is a no', 'yyyyn', undefined],
])('decides %s', async (_, keys, choice) => {
  expect(await pressing(keys)).toMatchObject({ choice, left: [] });
});

it('shows the evidence of each credential, and nothing that could move the cursor', async () => {
  const { printed } = await pressing('yyyyy');
  expect(printed.filter((line) => line !== '')).toEqual([
    'pay\\u001b[2Jments (111122223333, payments@example.com): 4 credentials',
    '  Password (login profile): created 3 Mar 2019 (7 years ago), last used: never',
    '  MFA device arn:aws:iam::111122223333:mfa/root: authenticator app (virtual), last used: not recorded by AWS',
    '  Delete them together? y, N, or q to keep this and the 2 after it',
    '  -> delete',
    '  Access key AKIAOLD: Active, created 3 Mar 2019 (7 years ago), last used: never',
    '  Delete it? y, N, or q to keep this and the 1 after it',
    '  -> delete',
    '  Access key AKIAUSED: Active, created 23 Nov 2025 (11 months ago), last used: 20 Nov 2026 (3 days ago): s3, eu-west-1',
    '  Delete it? y, N',
    '  Access key AKIAUSED, used 3 days ago (20 Nov 2026: s3, eu-west-1).',
    '  Delete it all the same? y, N',
    '  -> delete',
    'You said y to:',
    '  pay\\u001b[2Jments (111122223333): Password (login profile), MFA device arn:aws:iam::111122223333:mfa/root',
    '  pay\\u001b[2Jments (111122223333): Access key AKIAOLD',
    '  pay\\u001b[2Jments (111122223333): Access key AKIAUSED',
    'Among them, used lately, or nobody can tell:',
    '  pay\\u001b[2Jments (111122223333): Access key AKIAUSED, used 3 days ago (20 Nov 2026: s3, eu-west-1)',
    'Delete these 4 of 4 credentials? It cannot be brought back. y, N',
  ]);
});

it('wraps what it asks, and says what is kept', async () => {
  const { printed } = await pressing('nyyyny'.slice(1), 46);
  await expect(printed.join('\n')).toMatchFileSnapshot('./pictures/ask-each.txt');
});

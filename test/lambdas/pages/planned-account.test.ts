import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { PlannedAccount } from '../../../lambdas/run/model';
import { waitingRun } from '../support/approval-run';
import {
  oldKey,
  password,
  plan,
  plannedAt,
  securityKey,
  unusedKey,
  virtualMfa,
} from '../support/plan-fixture';

const account: PlannedAccount = {
  accountId: '222222222222',
  name: 'Payments',
  email: 'payments@example.com',
  credentials: [oldKey],
  outOfScope: [],
  unknown: [],
};

async function cardOf(changes: Partial<PlannedAccount>) {
  const { request, path } = await waitingRun({ ...plan, accounts: [{ ...account, ...changes }] });
  const page = parse(await (await request(path.ana)).text());
  const card = page.querySelector('.account');
  if (!card) throw new Error('There is no card.');
  return card;
}

const words = (text = '') => text.replace(/\s+/g, ' ').trim();

describe('the account of a plan', () => {
  it.each<[Partial<PlannedAccount>, string]>([
    [{}, '222222222222 payments@example.com'],
    [
      { path: 'o-abc123/r-ab12/ou-ab12-cd34ef56/222222222222/' },
      '222222222222 payments@example.com r-ab12 / ou-ab12-cd34ef56',
    ],
    [{ path: 'o-abc/for-r-/r-ab12/222222222222/' }, '222222222222 payments@example.com r-ab12'],
    [
      { path: 'o-abc/r-ab12/ou-ab12-cd34ef56/222222222222/', units: ['Workloads', 'Production'] },
      '222222222222 payments@example.com Root / Workloads / Production',
    ],
    [{ joinedMethod: 'CREATED' }, '222222222222 payments@example.com created in the organization'],
    [
      { joinedMethod: 'INVITED', joinedAt: '2024-03-05T10:00:00.000Z' },
      '222222222222 payments@example.com joined by invitation 5 Mar 2024',
    ],
    [{ joinedMethod: 'ADOPTED' }, '222222222222 payments@example.com adopted'],
    [{ joinedAt: '2024-03-05T10:00:00.000Z' }, '222222222222 payments@example.com'],
  ])('is told with what is known of it: %j', async (changes, text) => {
    expect(words((await cardOf(changes)).querySelector('.id')?.text)).toBe(text);
  });

  it('has one box for a password and its MFA devices, and says why', async () => {
    const card = await cardOf({ credentials: [password, virtualMfa, unusedKey] });
    const boxes = card
      .querySelectorAll('.choice')
      .map((box) => [box.attributes['data-kinds'], box.querySelectorAll('.why').map(({ text }) => text)]);
    expect(boxes).toEqual([
      ['login-profile mfa-devices', ['One tick: they go together, the password first.']],
      ['access-keys', []],
    ]);
  });

  const used = (at: string) => ({ lastUsed: { state: 'used' as const, at } });
  const failure = { call: 'iam:GetUser', error: 'Throttling', message: 'slow' };

  it('can be ordered by the last use of anything in a box', async () => {
    const early = { ...password, ...used('2026-11-01T00:00:00.000Z') };
    const late = { ...virtualMfa, ...used('2026-11-20T00:00:00.000Z') };
    const lastUse = async (credentials: PlannedAccount['credentials']) =>
      (await cardOf({ credentials })).querySelectorAll('.choice').map((box) => box.attributes['data-used']);
    expect(await lastUse([early, late])).toEqual(['2026-11-20T00:00:00.000Z']);
    const swapped = [
      { ...early, lastUsed: late.lastUsed },
      { ...late, lastUsed: early.lastUsed },
    ];
    expect(await lastUse(swapped)).toEqual(['2026-11-20T00:00:00.000Z']);
    expect(await lastUse([unusedKey])).toEqual([undefined]);
    expect(await lastUse([early, virtualMfa])).toEqual([early.lastUsed.at]);
    const latest = { ...securityKey, ...used('2026-11-22T00:00:00.000Z') };
    expect(await lastUse([early, late, latest])).toEqual([latest.lastUsed.at]);
  });

  it('asks for a confirmation of just what may be in use', async () => {
    const twelveDaysAgo = new Date(Date.parse(plannedAt) - 12 * 86_400_000).toISOString();
    const card = await cardOf({
      credentials: [
        { ...password, ...used(twelveDaysAgo) },
        { ...securityKey, lastUsed: { state: 'unknown', failure } },
        { ...virtualMfa, lastUsed: { state: 'not-recorded' } },
        { ...unusedKey, lastUsed: { state: 'never' } },
      ],
    });
    expect(card.querySelectorAll('.confirm span').map(({ text }) => text)).toEqual([
      'I have checked that nothing needs it any more: password (login profile) used 12 days ago, last use of the MFA device not known.',
    ]);
  });

  it('tells of a credential what it is, since when, and its state', async () => {
    const createdAt = new Date(Date.parse(plannedAt) - 400 * 86_400_000).toISOString();
    const lines = async (credential: PlannedAccount['credentials'][number]) => {
      const card = await cardOf({ credentials: [credential] });
      const evidence = card.querySelectorAll('.evidence > span').map(({ text }) => text.trim());
      return [
        words(card.querySelector('.credential b')?.text),
        card.querySelector('code ~ .evidence') !== null,
        evidence,
      ];
    };
    const never = { lastUsed: { state: 'never' as const } };
    expect(
      await lines({ kind: 'access-keys', id: 'AKIA1', status: 'Inactive', createdAt, ...never }),
    ).toEqual([
      'Access key',
      true,
      ['Inactive', expect.stringMatching(/^Created \d+ \w+ 2025 \(13 months ago\)$/), 'Last used: never'],
    ]);
    expect(await lines({ kind: 'login-profile', id: 'login-profile', ...never })).toEqual([
      'Password (login profile)',
      false,
      ['Last used: never'],
    ]);
    expect(await lines({ kind: 'mfa-devices', id: 'GAHT1', mfaDeviceType: 'virtual', ...never })).toEqual([
      'MFA device',
      true,
      ['authenticator app (virtual)', 'Last used: never'],
    ]);
  });
});

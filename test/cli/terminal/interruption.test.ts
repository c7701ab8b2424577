import { describe, expect, it } from 'vitest';
import {
  formatInterrupting,
  formatInterruption,
  formatTaskInterruption,
  type Interruption,
} from '../../../cli/terminal/interruption';

const nothing: Interruption = { state: '', inspect: undefined, purge: undefined, targets: undefined };
const inHand = [
  { accountId: '111122223333', state: 'DeleteAccessKeys' },
  { accountId: '444455556666', state: 'AssumeRootToPurge' },
  { accountId: '777788889999', state: '' },
];
const resume = 'npm start -- --cloud aws --resume run-1';

const one = { total: 12, finished: 5, inHand: inHand.slice(0, 1) };
const states = [
  '',
  'ListAccounts',
  'InspectAccounts',
  'PlanPurge',
  'RequestApproval',
  'RemindApprovers',
  'WaitWithoutReminder',
  'CloseApproval',
  'PurgeAccounts',
  'WriteReport',
  'WaitToReseal',
];
const progresses: [string, Partial<Interruption>][] = [
  ['before any map', {}],
  ['with a way to go on', { resume, targets: 12, inspect: { ...one, inHand: [] } }],
  ['with one account in hand', { inspect: one, purge: one, targets: 12 }],
  [
    'for a reason, with three accounts in hand',
    { inspect: one, purge: { total: 8, finished: 3, inHand }, targets: 12, reason: 'Sign in again.' },
  ],
];

it('says in every state what still happens, what was done and what was not', async () => {
  const said = states.flatMap((state) =>
    progresses.map(([when, progress]) => {
      const [inspect, purge] = (['InspectAccounts', 'PurgeAccounts'] as const).map((map, index) =>
        states.indexOf(state) < states.indexOf(map) ? undefined : [progress.inspect, progress.purge][index],
      );
      const interruption = { ...nothing, state, ...progress, inspect, purge };
      return `# ${state || 'Before the first state'}, ${when}\n${formatInterrupting(interruption)}\n\n${formatInterruption(interruption, 72)}\n`;
    }),
  );
  await expect(said.join('\n')).toMatchFileSnapshot('./pictures/interruptions.txt');
});

describe('what was deleted', () => {
  const purging = { ...nothing, state: 'PurgeAccounts', purge: one };
  const key = (accountId: string) => ({ accountId, kind: 'access-keys' as const, id: `AKIA${accountId}` });
  const accountIds = Array.from({ length: 22 }, (_, index) => String(index).padStart(12, '0'));
  const linesOf = (interruption: Partial<Interruption>) =>
    formatInterruption({ ...purging, ...interruption }, 100)
      .replaceAll('\u00a0', ' ')
      .split('\n');

  it('is named for each account, the last ones as a number', () => {
    const password = { accountId: '000000000000', kind: 'login-profile', id: 'login-profile@2026' } as const;
    const device = {
      accountId: '000000000000',
      kind: 'mfa-devices',
      id: 'GAHT@2026-01-01T00:00:00Z',
    } as const;
    const lines = linesOf({
      deleted: [key('000000000000'), password, device, ...accountIds.slice(1).map(key)],
    });
    expect(lines).toContain('Deleted      22 access keys, 1 password, 1 MFA device, in 22 accounts');
    expect(lines).toContain('             000000000000: AKIA000000000000, password, GAHT');
    expect(lines).toContain('             000000000019: AKIA000000000019');
    expect(lines.join()).not.toContain('000000000020');
    expect(lines).toContain('             and in 2 other accounts');
  });

  it("is this process's where others were at it before", () => {
    const deleted = [key('000000000000')];
    expect(linesOf({ deleted, part: 2 })).toContain(
      'Deleted      1 access key, in 1 account, since it went on',
    );
    expect(linesOf({ deleted: [] }).join()).not.toContain('Deleted');
  });
});

describe('what a privileged task had done', () => {
  it.each<[Partial<Interruption>, string]>([
    [{ state: 'RequestApproval' }, 'Changed      nothing: it had not come to that'],
    [{ state: 'ReportTask', performing: true }, 'Changed      what was approved, as far as it had come'],
    [
      { state: 'WaitToReseal', performing: true, resealing: true },
      'Changed      what was approved, as far as it had come\n' +
        'Left open    what was to be sealed again, as far as no purge had come to it',
    ],
  ])('is said of %j', (interruption, facts) => {
    expect(formatTaskInterruption({ ...nothing, ...interruption }, 100)).toBe(
      `INTERRUPTED in ${interruption.state}.\n\n${facts}`,
    );
  });
});

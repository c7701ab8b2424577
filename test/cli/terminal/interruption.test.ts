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

describe('what was done and what was not', () => {
  it.each<[string, Partial<Interruption>, [string, string, string]]>([
    ['', {}, ['none: the accounts are not listed yet', 'none', 'none']],
    [
      'InspectAccounts',
      {
        inspect: { total: 12, finished: 5, inHand: [{ accountId: '1', state: 'InspectCredentials' }] },
        targets: 12,
      },
      ['5 of 12 accounts, 7 not begun', 'none', 'none'],
    ],
    ['RequestApproval', { targets: 12 }, ['all 12', 'none: it has not come to that', 'none']],
    [
      'PurgeAccounts',
      { purge: { total: 8, finished: 3, inHand }, targets: 12 },
      [
        'all 12',
        '3 of 8 accounts, 4 not begun',
        '111122223333 (in DeleteAccessKeys). What was deleted there up to now shows when it goes on.',
      ],
    ],
    [
      'WriteReport',
      { purge: { total: 8, finished: 8, inHand: [] }, targets: 12 },
      ['all 12', 'all 8 that were approved', 'none'],
    ],
    ['WriteReport', { targets: 12 }, ['all 12', 'none', 'none']],
  ])('is said in %j', (state, progress, [inspected, purged, halfWay]) => {
    expect(formatInterruption({ ...nothing, state, ...progress, resume }, 200)).toBe(
      [
        `INTERRUPTED ${state ? `in ${state}` : 'before its first state'}.`,
        '',
        `Inspected    ${inspected}`,
        `Purged       ${purged}`,
        `Half-way     ${halfWay}`,
        `Go on with   ${resume}`,
      ].join('\n'),
    );
  });

  it('is said with the reason, and without a way to go on where there is none', () => {
    const text = formatInterruption({ ...nothing, state: 'PlanPurge', reason: 'Sign in again.' }, 80);
    expect(text).toMatch(/^INTERRUPTED in PlanPurge\. Sign in again\.\n/);
    expect(text).not.toContain('Go on with');
  });
});

describe('the first Ctrl-C', () => {
  it.each<[Partial<Interruption>, string]>([
    [
      { state: 'PurgeAccounts', purge: { total: 8, finished: 3, inHand } },
      'Interrupted: finishing 3 accounts in hand, beginning no other. Ctrl-C again ends at once, and leaves them half-way.',
    ],
    [
      { state: 'InspectAccounts', inspect: { total: 8, finished: 3, inHand: inHand.slice(0, 1) } },
      'Interrupted: finishing 1 account in hand, beginning no other. Ctrl-C again ends at once.',
    ],
    [{ state: 'RequestApproval' }, 'Interrupted: no longer waiting for a decision.'],
    [{ state: 'WaitToReseal' }, 'Interrupted: no longer waiting to seal it again.'],
    [
      { state: 'WriteReport' },
      'Interrupted: WriteReport comes to its end, nothing else is begun. Ctrl-C again ends at once.',
    ],
  ])('says what still happens (%j)', (interruption, text) => {
    expect(formatInterrupting({ ...nothing, ...interruption })).toBe(text);
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

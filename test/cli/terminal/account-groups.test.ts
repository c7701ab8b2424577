import { expect, it } from 'vitest';
import { groupAccounts } from '../../../cli/terminal/account-groups';
import { outcomes } from '../../../lambdas/run/report-shapes';
import { account } from './account';

it('puts the outcomes that need attention first', () => {
  const groups = groupAccounts(outcomes.map((outcome) => account({ outcome })));
  expect(groups.map(({ outcome }) => outcome)).toEqual([
    'failed',
    'unknown',
    'expired',
    'kept',
    'purged',
    'skipped',
    'clean',
  ]);
});

const denied = (accountId: string) =>
  account({
    accountId,
    outcome: 'failed',
    reason: `Denied for arn:aws:iam::${accountId}:root.`,
    remedy: 'Mend the policy.',
  });

it('says once what holds for several accounts, apart from their IDs', () => {
  const [first, second] = [denied('111111111111'), denied('222222222222')];
  expect(groupAccounts([first, second])).toEqual([
    {
      outcome: 'failed',
      accounts: [first, second],
      notes: [
        { label: 'Why', text: 'Denied for arn:aws:iam::<account ID>:root.' },
        { label: 'To do', text: 'Mend the policy.' },
      ],
    },
  ]);
});

it('says apart what differs in a remedy, or in which of it is the reason', () => {
  const all = [
    account({ outcome: 'failed', reason: 'Wait.' }),
    account({ outcome: 'failed', remedy: 'Wait.' }),
    account({ outcome: 'failed' }),
  ];
  expect(groupAccounts(all).map(({ notes }) => notes)).toEqual([
    [{ label: 'Why', text: 'Wait.' }],
    [{ label: 'To do', text: 'Wait.' }],
    [],
  ]);
});

it('keeps the account ID in what is said about one account', () => {
  expect(groupAccounts([denied('111111111111')])[0]?.notes[0]).toEqual({
    label: 'Why',
    text: 'Denied for arn:aws:iam::111111111111:root.',
  });
});

it('says why each kind of credential is still there, but nothing twice', () => {
  const reason = 'IAM said no.';
  const [group] = groupAccounts([
    account({
      outcome: 'failed',
      reason,
      remaining: [
        { kind: 'login-profile', id: 'login-profile', why: reason },
        { kind: 'mfa-devices', id: 'one', why: 'The password stays.' },
        { kind: 'mfa-devices', id: 'two', why: 'The password stays.' },
        { kind: 'access-keys', id: 'three', why: '' },
      ],
    }),
  ]);
  expect(group?.notes).toEqual([
    { label: 'Why', text: 'IAM said no.' },
    { label: '', text: 'MFA device: The password stays.' },
  ]);
});

it('shows control characters in messages as escapes', () => {
  const [group] = groupAccounts([account({ outcome: 'failed', reason: 'a\u001b[2J\nb', remedy: '\u0007' })]);
  expect(group?.notes).toEqual([
    { label: 'Why', text: 'a\\u001b[2J\\u000ab' },
    { label: 'To do', text: '\\u0007' },
  ]);
});

import { expect, it } from 'vitest';
import { AccountsInHand } from '../../../cli/run/accounts-in-hand';
import type { Json, JsonObject } from '../../../local-aws';

const item = (accountId: string) => ({ accountId, name: 'n' });

it('knows which accounts a map has finished and which it is at', () => {
  const accounts = new AccountsInHand();
  accounts.event({ type: 'stateEntered', state: 'PurgeAccounts' });
  accounts.event({ type: 'mapRunStarted', state: 'PurgeAccounts', items: 3 });
  for (const index of [0, 1])
    accounts.event({ type: 'mapItemStarted', state: 'PurgeAccounts', index, item: item(`${index}`) });
  for (const childState of ['AssumeRootToPurge', 'DeleteAccessKeys'])
    accounts.event({ type: 'childStateEntered', state: 'PurgeAccounts', index: 1, childState });
  accounts.event({
    type: 'mapItemFinished',
    state: 'PurgeAccounts',
    index: 0,
    status: 'SUCCEEDED',
    succeeded: true,
  });
  expect(accounts.state).toBe('PurgeAccounts');
  expect(accounts.progressOf('PurgeAccounts')).toEqual({
    total: 3,
    finished: 1,
    inHand: [{ accountId: '1', state: 'DeleteAccessKeys' }],
  });
});

it('knows what was deleted, as its functions say', () => {
  const accounts = new AccountsInHand();
  const map = { state: 'PurgeAccounts', index: 0 };
  const [kind, mfa] = ['access-keys', 'mfa-devices'] as const;
  const deletions: Json = [
    { kind, id: 'AKIA1', result: 'deleted' },
    { kind, id: 'AKIA2', result: 'already-gone' },
    { kind, id: 'AKIA3', result: 'failed', failure: { call: 'c', error: 'e', message: 'm' } },
  ];
  accounts.event({ type: 'mapRunStarted', state: 'PurgeAccounts', items: 1 });
  accounts.event({ ...map, type: 'mapItemStarted', item: item('111122223333') });
  const assigned: JsonObject[] = [
    { accessKeys: { deletions } },
    { loginProfile: { caught: { state: 'DeleteLoginProfile', error: 'e', cause: 'c' } } },
    { mfaDevices: { deletions: [{ kind: mfa, id: 'serial', result: 'deleted' }] }, other: 7 },
  ];
  for (const variables of assigned)
    accounts.event({ ...map, type: 'childAssigned', childState: 'DeleteAccessKeys', variables });
  expect(accounts.deleted).toEqual([
    { accountId: '111122223333', kind, id: 'AKIA1' },
    { accountId: '111122223333', kind: mfa, id: 'serial' },
  ]);
});

it('knows the state that it is in, and those that it has been in', () => {
  const accounts = new AccountsInHand();
  for (const state of ['PerformTask', 'ReportTask']) accounts.event({ type: 'stateEntered', state });
  expect(accounts.state).toBe('ReportTask');
  expect(['PerformTask', 'ReportTask', 'WaitToReseal'].map((state) => accounts.hasEntered(state))).toEqual([
    true,
    true,
    false,
  ]);
});

it('counts what an earlier process finished, and knows nothing of a map that was not begun', () => {
  const accounts = new AccountsInHand();
  accounts.event({ type: 'mapRunStarted', state: 'PurgeAccounts', items: 3 });
  accounts.event({
    type: 'mapItemFinished',
    state: 'PurgeAccounts',
    index: 2,
    status: 'SUCCEEDED',
    succeeded: true,
  });
  expect(accounts.progressOf('PurgeAccounts')).toEqual({ total: 3, finished: 1, inHand: [] });
  expect(accounts.progressOf('InspectAccounts')).toBeUndefined();
  expect(accounts.state).toBe('');
});

import { expect, it } from 'vitest';
import {
  elapsedText,
  nextPhase,
  type Phase,
  type ProgressEvent,
  phaseCountsOf,
} from '../../../cli/terminal/phase';

const after = (...events: ProgressEvent[]) =>
  events.reduce<Phase | undefined>((phase, event) => nextPhase(phase, event), undefined);

it('counts the accounts, failures and retries of a map', () => {
  expect(
    after(
      { type: 'stateEntered', state: 'InspectAccounts' },
      { type: 'mapRunStarted', state: 'InspectAccounts', items: 3 },
      { type: 'stateEntered', state: 'AssumeRootToInspect' },
      { type: 'retry', state: 'AssumeRootToInspect', error: 'Throttling', attempt: 1 },
      { type: 'mapItemFinished', state: 'InspectAccounts', succeeded: true },
      { type: 'mapItemFinished', state: 'InspectAccounts', succeeded: false },
    ),
  ).toEqual({ words: 'Inspecting accounts', total: 3, done: 2, failed: 1, retries: 1 });
});

it('counts from zero where a map is run again', () => {
  expect(
    after(
      { type: 'stateEntered', state: 'PurgeAccounts' },
      { type: 'mapRunStarted', state: 'PurgeAccounts', items: 2 },
      { type: 'mapItemFinished', state: 'PurgeAccounts', succeeded: false },
      { type: 'retry', state: 'PurgeAccounts', error: 'States.Timeout', attempt: 1 },
      { type: 'mapRunStarted', state: 'PurgeAccounts', items: 2 },
    ),
  ).toEqual({ words: 'Purging accounts', total: 2, done: 0, failed: 0, retries: 1 });
});

it.each([
  'IsThereAnythingToApprove',
  'WasAnythingApproved',
  'AllAccountsSettled',
  'Done',
  'SomeAccountsNotSettled',
  'DeleteAccessKeys',
])('keeps the phase when %s is entered', (state) => {
  const phase = after({ type: 'stateEntered', state: 'PlanPurge' });
  expect(phase && nextPhase(phase, { type: 'stateEntered', state })).toBe(phase);
});

const others: ProgressEvent[] = [
  { type: 'mapRunStarted', state: 'InspectAccounts', items: 3 },
  { type: 'mapItemStarted' },
  { type: 'childStateEntered' },
  { type: 'mapItemFinished', state: 'InspectAccounts', succeeded: true },
  { type: 'retry', state: 'InspectAccounts', error: 'Throttling', attempt: 1 },
];

it.each(others)('has no phase before the first state ($type)', (event) => {
  expect(after(event)).toBeUndefined();
});

const phase = { words: '', done: 0, failed: 0, retries: 0 };

it.each([
  [phase, ''],
  [{ ...phase, total: 0 }, '0/0'],
  [{ ...phase, total: 200, done: 124, failed: 2, retries: 1 }, '124/200, 2 failed, 1 retry'],
  [{ ...phase, retries: 3 }, '3 retries'],
])('puts %j as "%s"', (counted, text) => {
  expect(phaseCountsOf(counted)).toBe(text);
});

it.each([
  [0, '0:00'],
  [7_999, '0:07'],
  [750_000, '12:30'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [3_723_000, '1:02:03'],
])('puts %d ms as %s', (milliseconds, text) => {
  expect(elapsedText(milliseconds)).toBe(text);
});

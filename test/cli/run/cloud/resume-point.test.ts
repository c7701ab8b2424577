import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../cli/run/cloud/journal';
import { NotResumableError, whereToGoOn } from '../../../../cli/run/cloud/resume-point';

const at = '2026-11-23T09:00:00.000Z';
const soon = new Date('2026-11-23T10:30:00.000Z');
const nextDay = new Date('2026-11-24T09:00:01.000Z');

const started: Entry = {
  at,
  type: 'started',
  run: 'run-1',
  input: { mode: 'purge' },
  definition: 'digest',
  accountId: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/ana',
  organizationId: 'o-1',
  approver: 'ana@example.com',
};
const entered = (state: string, variables = {}): Entry => ({
  at,
  type: 'state',
  state,
  input: `into ${state}`,
  variables,
});
const upTo = (...states: string[]): Entry[] => [started, ...states.map((state) => entered(state))];
const mapRun = (state: string, id: string): Entry => ({ at, type: 'map-run', state, id, items: 'digest' });
const begun = (index: number): Entry => ({ at, type: 'child', index });
const done = (index: number): Entry => ({ at, type: 'succeeded', index, record: { Output: `"${index}"` } });

const goOn = (journal: Entry[], isDecided = false, now = soon) => whereToGoOn(journal, { isDecided, now });

describe('a run goes on', () => {
  it('in the state that was interrupted, with its input and variables', () => {
    const point = goOn([...upTo('ListAccounts'), entered('PlanPurge', { runFailure: null })]);
    expect(point.redrive).toEqual({
      count: 1,
      startDate: new Date(at),
      entry: { state: 'PlanPurge', input: 'into PlanPurge', variables: { runFailure: null } },
      mapRun: undefined,
    });
  });

  it('with the children of a Map Run that have not succeeded, however often it was interrupted', () => {
    const { redrive, notes } = goOn(
      [
        ...upTo('PurgeAccounts'),
        mapRun('PurgeAccounts', 'a'),
        begun(0),
        done(0),
        { at, type: 'interrupted', reason: 'Interrupted' },
        { at, type: 'resumed', arn: '' },
        entered('PurgeAccounts'),
        mapRun('PurgeAccounts', 'a'),
        begun(1),
        begun(2),
        done(2),
      ],
      true,
    );
    expect(redrive).toMatchObject({ count: 2, mapRun: { state: 'PurgeAccounts', id: 'a', items: 'digest' } });
    expect([...(redrive.mapRun?.succeeded.keys() ?? [])]).toEqual([0, 2]);
    expect(notes).toEqual([
      '2 accounts done with PurgeAccounts; one that was in hand is done again, and what is already gone counts as success.',
    ]);
  });

  it('without the results of another Map Run, or of a map before', () => {
    const retried = goOn([
      ...upTo('PurgeAccounts'),
      mapRun('PurgeAccounts', 'a'),
      done(0),
      mapRun('PurgeAccounts', 'b'),
    ]);
    expect(retried.redrive.mapRun).toMatchObject({ id: 'b', succeeded: new Map() });
    const after = goOn([
      ...upTo('InspectAccounts'),
      mapRun('InspectAccounts', 'a'),
      done(0),
      entered('PlanPurge'),
    ]);
    expect(after.redrive.mapRun).toBeUndefined();
  });

  it.each(['RequestApproval', 'RemindApprovers', 'WaitWithoutReminder'])(
    'with a new request where it waited in %s',
    (state) => {
      const point = goOn(upTo('InspectAccounts', 'RequestApproval', state));
      expect(point.redrive.entry).toMatchObject({ state: 'RequestApproval', input: 'into RequestApproval' });
      expect(point.asksAgain).toBe(true);
      expect(point.notes).toEqual([
        'The accounts were read 1 hour ago. Approval is asked for again, with a new link; the old one is dead.',
      ]);
    },
  );

  it('after the request where somebody decided meanwhile', () => {
    const point = goOn(
      [...upTo('InspectAccounts'), entered('RequestApproval', { requestFailure: null })],
      true,
      nextDay,
    );
    expect(point.redrive.entry).toEqual({
      state: 'CloseApproval',
      input: {},
      variables: { requestFailure: null },
    });
    expect(point.asksAgain).toBe(false);
    expect(point.notes).toEqual(['The decision was made meanwhile; it counts.']);
  });

  it.each(['InspectAccounts', 'PlanPurge', 'RequestApproval'])(
    'from its beginning in %s, a day after the accounts were read',
    (state) => {
      const point = goOn(upTo('ListAccounts', 'InspectAccounts', state), false, nextDay);
      expect(point.redrive.entry.state).toBe('ListAccounts');
      expect(point.redrive.mapRun).toBeUndefined();
      expect(point.notes).toEqual(['The accounts were read 24 hours ago, so they are read again.']);
    },
  );

  it('from its beginning a day after the targets of a task were read', () => {
    expect(goOn(upTo('ResolveTask', 'ReadTargets', 'PlanTask'), false, nextDay).redrive.entry.state).toBe(
      'ResolveTask',
    );
  });

  it.each(['CloseApproval', 'PurgeAccounts', 'WriteReport'])(
    'in %s a day later, too: the decision counts',
    (state) => {
      expect(goOn(upTo('InspectAccounts', state), true, nextDay).redrive.entry.state).toBe(state);
    },
  );

  it.each<[string, Entry[], RegExp]>([
    [
      'that has ended',
      [...upTo('WriteReport'), { at, type: 'ended', status: 'FAILED' }],
      /It has ended, as FAILED/,
    ],
    [
      'whose last purge was ended by it',
      [...upTo('Reseal'), entered('ReportTask', { reseal: { run: 'r', caught: {} }, toReseal: ['1', '2'] })],
      /seals its accounts again.* npx root-purge run --purge --accounts 1,2$/,
    ],
    ['whose process ended in that', [entered('Reseal', { toReseal: ['1'] }), started], /--accounts 1$/],
    ['that never began', [started], /interrupted before it began/],
    ['without a beginning', [entered('ListAccounts')], /interrupted before it began/],
  ])('but not one %s', (_, journal, message) => {
    expect(() => goOn(journal)).toThrow(NotResumableError);
    expect(() => goOn(journal)).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../local-aws/clock';
import { FaultPlan } from '../../../local-aws/faults/fault-plan';
import { parseFaultSpec } from '../../../local-aws/faults/fault-spec';
import { faultyInvoke, twiceRun } from '../../../local-aws/faults/lambda-faults';
import { faultyObjects } from '../../../local-aws/faults/store-faults';

const planOf = (spec: string) => new FaultPlan(parseFaultSpec(spec), 1, systemClock);

describe('faults of functions', () => {
  it.each([
    ['crash-before:DeleteAccessKeys', 0, 'Runtime.ExitError'],
    ['crash-after:DeleteAccessKeys', 1, 'Runtime.ExitError'],
    ['timeout:DeleteAccessKeys', 1, 'Sandbox.Timedout'],
    ['duplicate:DeleteAccessKeys', 2, undefined],
    ['crash-before:VerifyAccount', 1, undefined],
  ])('%s: the function works %i times, and the caller sees %s', async (spec, works, errorType) => {
    let worked = 0;
    const invoke = faultyInvoke(planOf(spec), async () => {
      worked += 1;
      return { requestId: 'r', payload: null };
    });
    const answer = await invoke('Purge-DeleteAccessKeys1A2B', { accountId: '111122223333' });
    expect({
      worked,
      errorType: 'functionError' in answer ? answer.functionError.errorType : undefined,
    }).toEqual({
      worked: works,
      errorType,
    });
  });
});

it('an Express child runs twice, once for each account and map that a fault is aimed at', () => {
  const runsTwice = twiceRun(planOf('duplicate:PurgeAccounts'));
  const item = { accountId: '111122223333' };
  expect([
    runsTwice('InspectAccounts', item),
    runsTwice('PurgeAccounts', item),
    runsTwice('PurgeAccounts', item),
    runsTwice('PurgeAccounts', { accountId: '444455556666' }),
  ]).toEqual([false, true, false, true]);
});

describe('faults of the store', () => {
  const objects = { getObject: async () => 'text', putObject: async () => undefined };

  it('cannot write, or cannot read, once', async () => {
    const { getObject, putObject } = faultyObjects(planOf('unwritten:purge/,unread:approved.json'), objects);
    await expect(putObject('b', 'runs/r/purge/manifest.json', '')).rejects.toThrow('internal error');
    await expect(getObject('b', 'runs/r/approved.json')).rejects.toThrow('internal error');
    expect(await getObject('b', 'runs/r/approved.json')).toBe('text');
    await putObject('b', 'runs/r/inspection/manifest.json', '');
  });
});

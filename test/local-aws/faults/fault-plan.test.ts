import { describe, expect, it } from 'vitest';
import { FaultPlan } from '../../../local-aws/faults/fault-plan';
import { parseFaultSpec } from '../../../local-aws/faults/fault-spec';
import { ManualClock } from '../../support/manual-clock';

const start = new Date('2026-11-23T12:00:00Z');
const planOf = (spec: string, seed = 1, clock = new ManualClock(start)) =>
  new FaultPlan(parseFaultSpec(spec), seed, clock);
const call = (operation: string, subject = '111122223333') => ({ names: ['iam', operation], subject });
const strikes = (plan: FaultPlan, times: number, subject?: string) =>
  Array.from({ length: times }, () => plan.strike(['reset'], call('ListAccessKeys', subject)) !== undefined);

describe('FaultPlan', () => {
  it('hits the first COUNT matching calls of each account', () => {
    const plan = planOf('reset:ListAccessKeys=2');
    expect(strikes(plan, 3)).toEqual([true, true, false]);
    expect(strikes(plan, 3, '222233334444')).toEqual([true, true, false]);
  });

  it('hits one call where nothing says how many, and a share of all calls where a rate is given', () => {
    expect(strikes(planOf('reset'), 3)).toEqual([true, false, false]);
    const hits = strikes(planOf('reset@30%'), 1000).filter(Boolean).length;
    expect(hits).toBeGreaterThan(240);
    expect(hits).toBeLessThan(360);
  });

  it('hits only what its target names, and only with the faults that are asked for', () => {
    const plan = planOf('reset:ListAccessKeys@100%');
    expect(plan.strike(['reset'], call('ListMFADevices'))).toBeUndefined();
    expect(plan.strike(['throttle'], call('ListAccessKeys'))).toBeUndefined();
    expect(plan.strike(['throttle', 'reset'], call('ListAccessKeys'))).toBe('reset');
    expect(plan.struck()).toEqual({ reset: 1 });
  });

  it('knows the rules that have not hit anything, each by itself', () => {
    const plan = planOf('reset:ListAccessKeys,reset:GetUser,lambda-quota=1,throttle');
    plan.strike(['reset'], call('ListAccessKeys'));
    plan.isOver('lambda-quota', 1);
    expect(plan.idle().map(({ fault, target }) => [fault, target])).toEqual([
      ['reset', 'GetUser'],
      ['throttle', undefined],
    ]);
    expect(plan.struck()).toEqual({ reset: 1, 'lambda-quota': 1 });
  });

  it('finds a function of one account by the name that is the end of its ARN', () => {
    const candidate = { names: ['arn:aws:lambda:::function:App-ListThings'], subject: '111122223333' };
    const hits = (target: string) => planOf(`timeout:${target}`).strike(['timeout'], candidate);
    expect(hits('111122223333/ListThings')).toBe('timeout');
    expect(hits('111122223333/ListOthers')).toBeUndefined();
    expect(hits('444455556666/ListThings')).toBeUndefined();
  });

  it('decides the same for the same seed, in whatever order the accounts come', () => {
    const accounts = ['111122223333', '222233334444', '333344445555'];
    const outcomes = (order: string[]) => {
      const plan = planOf('reset@50%', 7);
      const byAccount = order.map((account) => [account, strikes(plan, 20, account)] as const);
      return byAccount.sort(([a], [b]) => a.localeCompare(b));
    };
    expect(outcomes(accounts)).toEqual(outcomes([...accounts].reverse()));
    expect(strikes(planOf('reset@50%', 8), 20)).not.toEqual(strikes(planOf('reset@50%', 7), 20));
  });

  it('lets COUNT calls a second through a bucket, of all accounts together', () => {
    const clock = new ManualClock(start);
    const plan = planOf('bucket:AssumeRoot=2', 1, clock);
    const passes = (account: string) => plan.strike(['bucket'], call('AssumeRoot', account)) === undefined;
    expect(['1', '2', '3'].map(passes)).toEqual([true, true, false]);
    clock.advance(500);
    expect(['4', '5'].map(passes)).toEqual([true, false]);
    clock.advance(10_000);
    expect(['6', '7', '8'].map(passes)).toEqual([true, true, false]);
  });
});

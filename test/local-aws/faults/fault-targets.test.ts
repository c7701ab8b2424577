import { describe, expect, it } from 'vitest';
import { AimlessFaultsError } from '../../../local-aws/faults/aimless-faults-error';
import { parseFaultSpec } from '../../../local-aws/faults/fault-spec';
import { assertAimed, type FaultTargets } from '../../../local-aws/faults/fault-targets';

const there: FaultTargets = {
  functions: ['arn:aws:lambda:eu-west-1:111111111111:function:App-ListThings'],
  stateMachines: [{ definition: { States: { Each: { Type: 'Map', ItemProcessor: { States: {} } } } } }],
  buckets: ['things'],
  accounts: ['222222222222'],
  keys: ['runs/first/plan.json'],
};

/** Of each rule that can strike nothing: its target, and what is not there. */
function aimlessIn(spec: string, around: FaultTargets = there): string[] {
  try {
    assertAimed(parseFaultSpec(spec), around);
    return [];
  } catch (error) {
    if (!(error instanceof AimlessFaultsError)) throw error;
    return error.aimless.map(({ rule, lacks }) => `${rule.target}: ${lacks}`);
  }
}

describe('a fault that may strike', () => {
  it.each([
    'throttle',
    'throttle:AssumeRoot',
    'throttle:Assume',
    'throttle:organizations',
    'throttle:222222222222',
    'throttle:222222222222/AssumeRoot',
    'error:IAMDeleteRootUserCredentials/DeleteAccessKey',
    'misdirect:IAMDeleteRootUserCredentials',
    'error:SendTaskSuccess',
    'error:ListExecutions',
    'error:Sign',
    'error:things/runs/first/plan.json',
    'error:plan.json',
    'conflict:plan.json',
    'unread:first/plan',
    'crash-before:ListThings',
    'timeout:222222222222/ListThings',
    'crash-after:/pages',
    'duplicate:Each',
    'duplicate:ListThings',
    'appear:GetCallerIdentity',
    'expired:DeleteBucketPolicy',
    'stale:GetLoginProfile',
    'cut:ListAccessKeys',
    'endless:ListSubscriptionsByTopic',
    'lambda-quota=5',
  ])('%s is taken', (spec) => {
    expect(aimlessIn(spec)).toEqual([]);
  });
});

describe('a fault that never can', () => {
  it.each([
    ['throttle:AssumRoot', 'name'],
    ['throttle:Each', 'name'],
    ['throttle:ListThings', 'name'],
    ['throttle:333333333333', 'account'],
    ['throttle:333333333333/AssumeRoot', 'account'],
    ['throttle:222222222222/AssumRoot', 'name'],
    ['error:S3UnlockBucket/Nothing', 'name'],
    ['error:plans.json', 'name'],
    ['unread:AssumeRoot', 'name'],
    ['unheard:decision.json', 'name'],
    ['crash-before:AssumeRoot', 'name'],
    ['crash-before:Each', 'name'],
    ['timeout:333333333333/ListThings', 'account'],
    ['duplicate:States', 'name'],
    ['appear:ListAccounts', 'name'],
    ['expired:AssumeRoot', 'name'],
    ['misdirect:AssumeRole', 'name'],
    ['conflict:GetObject', 'name'],
    ['stale:DeleteAccessKey', 'name'],
    ['repeat:GetUser', 'name'],
    ['cut:ListSubscriptionsByTopic', 'name'],
  ])('%s is refused, for its %s', (spec, lacks) => {
    const [, target] = spec.split(':');
    expect(aimlessIn(spec)).toEqual([`${target}: ${lacks}`]);
  });

  it('is refused together with all others, each with what there is', () => {
    expect(aimlessIn('throttle:iam,throttle:iamm,stale:Delete')).toEqual(['iamm: name', 'Delete: name']);
    const refused = () => assertAimed(parseFaultSpec('unread:x,misdirect:qq,throttle:333333333333'), there);
    expect(refused).toThrow(
      expect.objectContaining({
        aimless: [
          expect.objectContaining({ names: there.keys }),
          expect.objectContaining({ names: expect.arrayContaining(['sts', 'AssumeRoot']) }),
          expect.objectContaining({ names: there.accounts }),
        ],
      }),
    );
  });
});

describe('what is not known', () => {
  const { accounts, keys, ...known } = there;

  it.each([
    'unread:nothing',
    'error:plans.json',
    'conflict:a/b',
    'error:333333333333/AssumeRoot',
    'timeout:333333333333',
  ])('leaves %s to the run', (spec) => {
    expect(aimlessIn(spec, known)).toEqual([]);
  });

  it.each(['error:AssumRoot', 'crash-before:plan.json'])('does not excuse %s', (spec) => {
    expect(aimlessIn(spec, known)).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { policyDigest, type ResourcePolicy, removePolicy } from '../../../lambdas/tasks/policy-removal';
import { awsError } from '../support/aws-error';

const text = '{"Statement":[]}';
const digest = policyDigest(text);

/** What each look shows, in order; what removing does. */
function policyThat(shows: (string | undefined | Error)[], remove: () => Promise<unknown>) {
  const calls: string[] = [];
  const policy: ResourcePolicy = {
    readCall: 's3:GetBucketPolicy',
    read: async () => {
      calls.push('read');
      const shown = shows.shift();
      if (shown instanceof Error) throw shown;
      return shown;
    },
    removeCall: 's3:DeleteBucketPolicy',
    remove: () => {
      calls.push('remove');
      return remove();
    },
  };
  return { policy, calls };
}

const works = async () => undefined;
const denied = () => Promise.reject(awsError('AccessDenied', 'no'));
const breaks = () => Promise.reject(awsError('ServiceUnavailable', 'later', 503));
const refused = () => Promise.reject(awsError('MalformedPolicy', 'never'));
const noAnswer = () => Promise.reject(new TypeError('socket hang up'));
const denial = { call: 's3:DeleteBucketPolicy', error: 'AccessDenied', message: 'no' };
const outage = { call: 's3:DeleteBucketPolicy', error: 'ServiceUnavailable', message: 'later' };
const blind = { call: 's3:GetBucketPolicy', error: 'AccessDenied', message: 'no' };
const unseen = awsError('AccessDenied', 'no');

describe('removing a policy', () => {
  it.each([
    ['the approved one', [text, undefined], works, { result: 'done' }, ['read', 'remove', 'read']],
    ['one that is denied', [text, text], denied, { result: 'failed', failure: denial }, ['read', 'remove']],
    ['one whose answer was lost', [text, undefined], breaks, { result: 'done' }, ['read', 'remove', 'read']],
    [
      'one that stays',
      [text, text],
      refused,
      { result: 'failed', failure: { ...outage, error: 'MalformedPolicy', message: 'never' } },
      ['read', 'remove', 'read'],
    ],
    [
      'one whose answer was lost, and that is not gone yet',
      [text, text],
      breaks,
      { result: 'unknown', failure: outage },
      ['read', 'remove', 'read'],
    ],
    [
      'one without an answer, and that is not gone yet',
      [text, text],
      noAnswer,
      { result: 'unknown', failure: { ...outage, error: 'TypeError', message: 'socket hang up' } },
      ['read', 'remove', 'read'],
    ],
    [
      'one that is not seen',
      [text, unseen],
      works,
      { result: 'unknown', failure: blind },
      ['read', 'remove', 'read'],
    ],
    [
      'one that is lost from sight',
      [text, unseen],
      breaks,
      { result: 'unknown', failure: outage },
      ['read', 'remove', 'read'],
    ],
    ['one that is gone', [undefined], works, { result: 'already-so' }, ['read']],
    ['one that nobody can read', [unseen], works, { result: 'failed', failure: blind }, ['read']],
  ])('%s', async (_, shows, remove, result, expected) => {
    const { policy, calls } = policyThat(shows, remove);
    expect(await removePolicy(policy, digest, 0)).toEqual(result);
    expect(calls).toEqual(expected);
  });

  it.each([`${text} `, '{}'])('leaves another one alone: %j', async (other) => {
    const { policy, calls } = policyThat([other], works);
    expect(await removePolicy(policy, digest, 0)).toMatchObject({
      result: 'failed',
      failure: { error: 'PolicyChangedSincePlan' },
    });
    expect(calls).toEqual(['read']);
  });

  it.each([
    ['that nobody can read', unseen, blind],
    [
      'that is another one',
      '{}',
      {
        call: 's3:GetBucketPolicy',
        error: 'PolicyChangedSincePlan',
        message: 'The policy is not the one that was approved any more, so it was left alone.',
      },
    ],
  ])(
    'claims nothing of a policy %s on a retry: the attempt before it may have removed it',
    async (_, shown, failure) => {
      const { policy, calls } = policyThat([shown], works);
      expect(await removePolicy(policy, digest, 1)).toEqual({ result: 'unknown', failure });
      expect(calls).toEqual(['read']);
    },
  );

  it('asks to be tried again while AWS still shows what it removed', async () => {
    const { policy } = policyThat([text, text], works);
    await expect(removePolicy(policy, digest, 0)).rejects.toMatchObject({ name: 'ChangeNotVisibleError' });
  });

  it.each([
    ['denied', denied, denial],
    ['not answered', breaks, outage],
  ])(
    'claims nothing of a policy that is still shown on a retry that is %s: an earlier attempt may have removed it',
    async (_, remove, failure) => {
      const { policy, calls } = policyThat([text, text], remove);
      expect(await removePolicy(policy, digest, 1)).toEqual({ result: 'unknown', failure });
      expect(calls).toEqual(['read', 'remove', 'read']);
    },
  );

  it('sees on a retry that is denied that an earlier attempt removed it', async () => {
    const { policy } = policyThat([text, undefined], denied);
    expect(await removePolicy(policy, digest, 1)).toEqual({ result: 'done' });
  });

  it('takes one that is gone after a retry for its own work', async () => {
    const { policy } = policyThat([undefined], works);
    expect(await removePolicy(policy, digest, 1)).toEqual({ result: 'done' });
  });
});

import { describe, expect, it } from 'vitest';
import { judge, readSubmission, type Submission } from '../../../lambdas/pages/approval-form';
import type { Credential, Plan } from '../../../lambdas/run/model';
import { oldKey, password, plan, unusedKey, virtualMfa } from '../support/plan-fixture';

const digest = 'ab'.repeat(32);
const accountId = '222222222222';
const keyOf = ({ kind, id }: Credential, account = accountId) => `${account}/${kind}/${id}`;
const inAccount = (id: string, credentials: Credential[]): Plan['accounts'][number] => ({
  accountId: id,
  name: 'Payments',
  email: 'payments@example.com',
  credentials,
  outOfScope: [],
  unknown: [],
});
const planOf = (...credentials: Credential[]): Plan => ({
  ...plan,
  accounts: [inAccount(accountId, credentials)],
});

const submission = (ticked: string[], confirmed: string[] = ticked): Submission => ({
  digest,
  seen: { number: 0, digest: '', confirms: false },
  decision: 'approve',
  ticked: new Set(ticked),
  confirmed: new Set(confirmed),
  understood: true,
  name: '',
  comment: '',
});
const outcomeOf = (of: Plan, ticked: Credential[], confirmed = ticked) => {
  const verdict = judge(
    submission(
      ticked.map((credential) => keyOf(credential)),
      confirmed.map((credential) => keyOf(credential)),
    ),
    of,
    digest,
  );
  return 'problem' in verdict ? verdict.problem : verdict.credentials.map(({ id }) => id);
};

describe('ticks', () => {
  it('of a password with its MFA device are taken, whatever else stays', () => {
    const all = planOf(unusedKey, password, virtualMfa);
    expect(outcomeOf(all, [password, virtualMfa])).toEqual([password.id, virtualMfa.id]);
  });

  it('of something else are taken, whatever stays of the sign-in', () => {
    expect(outcomeOf(planOf(password, virtualMfa, unusedKey), [unusedKey])).toEqual([unusedKey.id]);
  });

  it('of MFA alone are not, while the password stays', () => {
    expect(outcomeOf(planOf(unusedKey, password, virtualMfa), [virtualMfa])).toContain(
      'an MFA device may only go together with the password',
    );
  });

  it.each([[[]], [[password]], [[virtualMfa]]])(
    'of what was used lately need all of their box confirmed, not only %j',
    (confirmed: Credential[]) => {
      const of = planOf(password, virtualMfa);
      expect(outcomeOf(of, [password, virtualMfa], confirmed)).toContain(`It is missing in ${accountId}.`);
    },
  );

  it('need a confirmation also where only a part of the box is ticked', () => {
    expect(outcomeOf(planOf(password, virtualMfa), [password], [])).toContain('It is missing in');
  });

  it('that lack it are named for five accounts, the others are counted', () => {
    const used = { ...oldKey, lastUsed: { state: 'used' as const, at: plan.plannedAt } };
    const ids = Array.from({ length: 7 }, (_, index) => String(200_000_000_000 + index));
    const of = { ...plan, accounts: ids.map((id) => inAccount(id, [used])) };
    const problemOf = (n: number) => {
      const ticked = ids.slice(0, n).map((id) => keyOf(used, id));
      const verdict = judge(submission(ticked, []), of, digest);
      return 'problem' in verdict ? verdict.problem : '';
    };
    expect(problemOf(5)).toMatch(/It is missing in (\d{12}, ){4}\d{12}\.$/);
    expect(problemOf(7)).toMatch(/It is missing in (\d{12}, ){4}\d{12} and 2 more\.$/);
  });
});

describe('a form', () => {
  it('has a comment and a name up to their limits', () => {
    const reject = { ...submission([]), decision: 'reject' };
    const most = { ...reject, comment: 'x'.repeat(1000), name: 'x'.repeat(100) };
    expect(judge(most, plan, digest)).toMatchObject({ decision: 'REJECTED' });
  });

  it('is read with the line ends of any system, and without empty ticks', () => {
    const body = new URLSearchParams([
      ['comment', 'a\rb\r\nc\nd'],
      ['credential', ' x  y '],
    ]).toString();
    const { comment, ticked } = readSubmission(body);
    expect(comment).toBe('a\nb\nc\nd');
    expect([...ticked]).toEqual(['x', 'y']);
  });
});

import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { PersonalDecision } from '../../../lambdas/approval/approval-state';
import { decisionText } from '../../../lambdas/pages/decision-facts';
import { renderReport } from '../../../lambdas/pages/report-page';
import { report } from '../support/report-fixture';
import { approvedTask } from '../support/task-fixture';

const decision: PersonalDecision = {
  ...approvedTask('ab'.repeat(32)),
  credentials: [
    { accountId: '222222222222', kind: 'access-keys', id: 'AKIA1' },
    { accountId: '222222222222', kind: 'access-keys', id: 'AKIA2' },
    { accountId: '333333333333', kind: 'login-profile', id: 'login-profile' },
  ],
};
const refused = { decision: 'REJECTED' as const, credentials: [] };
const task = 'delete-bucket-policy' as const;

describe('a decision', () => {
  it.each<[Partial<PersonalDecision>, string]>([
    [{}, 'Approved: 3 credentials in 2 accounts'],
    [refused, 'Refused: nothing may be deleted'],
    [{ task, credentials: [] }, 'Approved'],
    [{ ...refused, task }, 'Refused: nothing may be changed'],
  ])('in one line, of %j', (changes, text) => {
    expect(decisionText({ ...decision, ...changes })).toBe(text);
  });

  const facts = (changes: Partial<PersonalDecision>) => {
    const page = parse(renderReport({ ...report, decision: { ...decision, ...changes } }));
    const [terms, details] = ['dt', 'dd'].map((tag) =>
      page.querySelectorAll(`.facts ${tag}`).map((element) => element.structuredText.trim()),
    );
    return Object.fromEntries((terms ?? []).map((term, index) => [term, details?.[index]]));
  };

  it('says who, when, from where and on which plan', () => {
    expect(facts({})).toMatchObject({
      Decision: 'Approved: 3 credentials in 2 accounts',
      'Decided by': 'ana@example.com (whoever held the link sent to this address)',
      Decided: 'Mon, 23 Nov 2026, 14:05 UTC, from 203.0.113.7',
      Plan: `SHA-256 ${decision.planDigest}`,
    });
    expect(facts({})).not.toHaveProperty('Comment');
  });

  it('has the name and the comment, where they were given', () => {
    expect(facts({ name: 'Ana', comment: 'Checked.' })).toMatchObject({
      'Decided by': 'Ana, ana@example.com (whoever held the link sent to this address)',
      Comment: 'Checked.',
    });
  });
});

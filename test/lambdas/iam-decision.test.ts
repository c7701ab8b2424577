import { describe, expect, it } from 'vitest';
import { decideByIam, handler } from '../../lambdas/iam-decision';
import type { ApprovalRequest, ApprovalRules } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { sha256 } from '../../lambdas/run/sha256';
import { waitingRun } from './support/approval-run';
import { invoke } from './support/invoke';
import { oldKey, plan } from './support/plan-fixture';

const arn =
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Security_0123456789abcdef/mia@corp.example';
const decisionKey = runKeys.decision(plan.run);
const keyTick = `333333333333/access-keys/${oldKey.id}`;

type Fields = [name: string, value: string][];
const approving: Fields = [
  ['decision', 'approve'],
  ['credential', keyTick],
  ['understood', 'yes'],
];

/** A run that waits, and Mia, who decides with a signed request. */
async function waiting(more: Partial<ApprovalRequest> = { iamApprovals: true }) {
  const run = await waitingRun(plan, undefined, more);
  const decide = (
    fields: Fields,
    given: Fields = [
      ['run', plan.run],
      ['digest', run.digest],
    ],
  ) =>
    decideByIam(run.services, {
      form: new URLSearchParams([...given, ...fields]).toString(),
      arn,
      sourceIp: '203.0.113.9',
    });
  return { ...run, decideSigned: decide };
}

describe('a signed decision', () => {
  it('is stored like one of the page, in the name of whoever signed', async () => {
    const { decideSigned, stored, digest, aws, delivered } = await waiting();
    const answer = await decideSigned([...approving, ['name', 'Mia'], ['comment', 'On call']]);
    const decision = {
      decision: 'APPROVED',
      planDigest: digest,
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedBy: arn,
      knownBy: { kind: 'iam', arn },
      name: 'Mia',
      sourceIp: '203.0.113.9',
      comment: 'On call',
      credentials: [{ accountId: '333333333333', kind: 'access-keys', id: oldKey.id }],
    };
    expect(answer).toEqual([200, { state: 'decided', isThisOne: true, decision }]);
    expect(stored(decisionKey)).toEqual(decision);
    expect(aws.writes).toEqual([decisionKey]);
    expect(delivered).toEqual([plan.run]);
  });

  it('refuses everything', async () => {
    const { decideSigned, stored } = await waiting();
    expect(await decideSigned([['decision', 'reject']])).toMatchObject([200, { isThisOne: true }]);
    expect(stored(decisionKey)).toMatchObject({ decision: 'REJECTED', decidedBy: arn, credentials: [] });
  });

  it('says who decided where somebody was faster, and changes nothing', async () => {
    const { decideSigned, decide, path, stored } = await waiting();
    await decide(path.ana, [['decision', 'reject']]);
    expect(await decideSigned(approving)).toMatchObject([
      409,
      {
        state: 'decided',
        isThisOne: false,
        decision: { decision: 'REJECTED', decidedBy: 'ana@example.com' },
      },
    ]);
    expect(stored(decisionKey)).toMatchObject({ decidedBy: 'ana@example.com' });
  });

  it('loses to a click of the same moment, or wins, and one decision is stored', async () => {
    const { decideSigned, decide, path, stored } = await waiting();
    const [signed] = await Promise.all([decideSigned(approving), decide(path.ana, [['decision', 'reject']])]);
    const isOwn = stored(decisionKey).decidedBy === arn;
    expect(signed).toMatchObject([isOwn ? 200 : 409, { isThisOne: isOwn }]);
  });

  it('comes too late once the time is over', async () => {
    const { decideSigned, clock, aws } = await waiting();
    clock.now = new Date('2026-11-26T12:01:00.000Z');
    expect(await decideSigned(approving)).toEqual([409, { state: 'expired', isThisOne: false }]);
    expect(aws.writes).toEqual([]);
  });

  const another: Fields = [
    ['run', plan.run],
    ['digest', 'ab'.repeat(32)],
  ];
  const problemOf = (status: number, text: RegExp) => [status, { problem: expect.stringMatching(text) }];
  it.each<[string, Partial<ApprovalRequest>, Fields, Fields | undefined, unknown]>([
    ['the run takes none', {}, approving, undefined, problemOf(403, /takes no decision/)],
    ['there is no such run', { iamApprovals: true }, approving, [['run', 'other']], problemOf(404, /no run/)],
    [
      'a name is a path',
      { iamApprovals: true },
      approving,
      [['run', '../posture']],
      problemOf(404, /no run/),
    ],
    ['no run is named', { iamApprovals: true }, approving, [], problemOf(404, /no run/)],
    ['it is about another plan', { iamApprovals: true }, approving, another, problemOf(422, /another plan/)],
    [
      'nothing is ticked',
      { iamApprovals: true },
      [['decision', 'approve']],
      undefined,
      problemOf(422, /Nothing/),
    ],
    ['it decides nothing', { iamApprovals: true }, [], undefined, problemOf(422, /decide/)],
    [
      'it is not said that it cannot be undone',
      { iamApprovals: true },
      approving.slice(0, 2),
      undefined,
      problemOf(422, /cannot be brought back/),
    ],
    [
      'it names what is not in the plan',
      { iamApprovals: true },
      [...approving, ['credential', '333333333333/access-keys/AKIAOTHER']],
      undefined,
      problemOf(422, /not in this plan/),
    ],
  ])('stores nothing where %s', async (_, more, fields, given, expected) => {
    const { decideSigned, aws, delivered } = await waiting(more);
    expect(await decideSigned(fields, given)).toEqual(expected);
    expect([aws.writes, delivered]).toEqual([[], []]);
  });

  const rules: ApprovalRules = { required: 2, people: [] };
  const confirming = (digest: string): Fields => [
    ['decision', 'confirm'],
    ['understood', 'yes'],
    ['proposal', '1'],
    ['proposal-digest', digest],
  ];

  it('confirms exactly what another person proposed, and nothing else', async () => {
    const { decideSigned, decide, path, aws, stored } = await waiting({ iamApprovals: true, rules });
    await decide(path.ana, approving);
    const digest = sha256(aws.objects.get(runKeys.proposal(plan.run, 1)) ?? '');
    const other = await decideSigned(confirming('ab'.repeat(32)));
    expect(other).toEqual(problemOf(409, /Somebody has proposed something since/));
    expect(aws.objects.has(decisionKey)).toBe(false);
    expect(await decideSigned(confirming(digest))).toMatchObject([200, { isThisOne: true }]);
    expect(stored(decisionKey)).toMatchObject({
      ...{ decidedBy: arn, credentials: [{ id: oldKey.id }] },
      proposal: { number: 1, digest, decidedBy: 'ana@example.com' },
    });
  });

  it('is kept as a proposal where it is the first of two, which whoever made it cannot confirm', async () => {
    const { decideSigned, aws } = await waiting({ iamApprovals: true, rules });
    expect(await decideSigned(approving)).toEqual([202, { proposed: 1 }]);
    const digest = sha256(aws.objects.get(runKeys.proposal(plan.run, 1)) ?? '');
    expect(await decideSigned(confirming(digest))).toEqual(problemOf(409, /You proposed this yourself/));
    expect(aws.writes).toEqual([runKeys.proposal(plan.run, 1)]);
  });

  it('stores nothing where the stored plan is not the one that was asked about', async () => {
    const { decideSigned, aws } = await waiting();
    aws.objects.set(runKeys.plan(plan.run), JSON.stringify({ ...plan, reason: 'Another' }));
    await expect(decideSigned(approving)).rejects.toMatchObject({ name: 'PlanChangedError' });
    expect(aws.writes).toEqual([]);
  });
});

describe('the Lambda', () => {
  const http = { sourceIp: '203.0.113.9' };
  const iam = { userArn: arn };
  const event = { routeKey: 'POST /iam/decision', body: '', isBase64Encoded: false };
  const headers = { 'x-amzn-iam-user-arn': arn };
  it.each([
    ['nobody has signed', { ...event, headers, requestContext: { http } }],
    ['the signer is in the body', { ...event, body: JSON.stringify({ iam }), requestContext: { http } }],
    [
      'another authorizer let it through',
      { ...event, requestContext: { http, authorizer: { lambda: iam } } },
    ],
    [
      'the signer has no name',
      { ...event, requestContext: { http, authorizer: { iam: { userArn: null } } } },
    ],
    [
      'it comes by the open route',
      { ...event, routeKey: 'ANY /{proxy+}', requestContext: { http, authorizer: { iam } } },
    ],
  ])('takes no event where %s', async (_, forged) => {
    await expect(invoke(handler, forged)).rejects.toMatchObject({ name: 'ParseError' });
  });
});

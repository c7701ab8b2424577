import { describe, expect, it } from 'vitest';
import type { ApprovalRules } from '../../lambdas/run/model';
import { runKeys } from '../../lambdas/run/run-keys';
import { waitingRun } from './support/approval-run';
import { oldKey, plan, unusedKey } from './support/plan-fixture';
import { recoveryPlan } from './support/task-fixture';

const { run } = plan;
const decisionKey = runKeys.decision(run);
const keyTick = `333333333333/access-keys/${oldKey.id}`;
const otherTick = `333333333333/access-keys/${unusedKey.id}`;
type Fields = [string, string][];

const two: ApprovalRules = { required: 2, people: [] };
const proposing = (tick = keyTick): Fields => [
  ['decision', 'approve'],
  ['credential', tick],
  ['understood', 'yes'],
];

/** A run that waits for two people. */
async function waitingForTwo(rules: ApprovalRules = two) {
  const waiting = await waitingRun(plan, undefined, { rules });
  const { request, decide, aws } = waiting;
  /** What the page of this link says it shows, as its form sends it. */
  const seenOn = async (path: string, query = ''): Promise<Fields> => {
    const html = await (await request(`${path}${query}`)).text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const seen: Fields = [
      ['proposal', field('proposal') || '0'],
      ['proposal-digest', field('proposal-digest')],
    ];
    return seen;
  };
  const confirm = async (path: string, seen?: Fields) =>
    decide(path, [['decision', 'confirm'], ['understood', 'yes'], ...(seen ?? (await seenOn(path)))]);
  const decided = () => aws.objects.has(decisionKey);
  return { ...waiting, seenOn, confirm, decided };
}

describe('two people', () => {
  it('decide together: one proposes, and another confirms exactly that', async () => {
    const { decide, confirm, path, stored, digest, delivered, decided } = await waitingForTwo();
    const first = await decide(path.ana, [...proposing(), ['name', 'Ana'], ['comment', 'Old.']]);
    expect(first.status).toBe(303);
    expect({ decided: decided(), delivered }).toEqual({ decided: false, delivered: [] });
    const proposal = {
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedBy: 'ana@example.com',
      name: 'Ana',
      sourceIp: '203.0.113.7',
      comment: 'Old.',
    };
    const credentials = [{ accountId: '333333333333', kind: 'access-keys', id: oldKey.id }];
    expect(stored(runKeys.proposal(run, 1))).toEqual({ ...proposal, planDigest: digest, credentials });

    const second = await confirm(path.ben);
    expect(second.status).toBe(303);
    expect(stored(decisionKey)).toEqual({
      decision: 'APPROVED',
      planDigest: digest,
      decidedAt: '2026-11-23T14:05:00.000Z',
      decidedBy: 'ben@example.com',
      sourceIp: '203.0.113.7',
      credentials,
      proposal: { ...proposal, number: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(delivered).toEqual([run]);
  });

  it('see the proposal as it is, and what is left out', async () => {
    const { decide, request, path } = await waitingForTwo();
    await decide(path.ana, [...proposing(), ['comment', 'Nobody needs it.']]);
    const shown = await (await request(path.ben)).text();
    for (const words of [
      'Confirm exactly this',
      'ana@example.com',
      'Nobody needs it.',
      'Left out',
      unusedKey.id,
    ])
      expect(shown).toContain(words);
    expect(shown).not.toContain('name="credential"');
    const own = await (await request(path.ana)).text();
    expect(own).toContain('waits for a second person');
    expect(own).not.toContain('<form');
  });

  it('end it with one refusal, at once', async () => {
    const { decide, path, stored, delivered } = await waitingForTwo();
    await decide(path.ana, proposing());
    expect((await decide(path.ben, [['decision', 'reject']])).status).toBe(303);
    expect(stored(decisionKey)).toMatchObject({ decision: 'REJECTED', decidedBy: 'ben@example.com' });
    expect(delivered).toEqual([run]);
  });

  it('start again where the second one chooses otherwise', async () => {
    const { decide, seenOn, confirm, path, stored, decided } = await waitingForTwo();
    await decide(path.ana, proposing());
    const seen = await seenOn(path.ben, '?choose=otherwise');
    expect((await decide(path.ben, [...proposing(otherTick), ...seen])).status).toBe(303);
    expect(decided()).toBe(false);
    expect((await confirm(path.ben)).status).toBe(409);
    expect((await confirm(path.ana)).status).toBe(303);
    expect(stored(decisionKey)).toMatchObject({
      decidedBy: 'ana@example.com',
      credentials: [{ id: unusedKey.id }],
      proposal: { number: 2, decidedBy: 'ben@example.com' },
    });
  });

  it('decide on a task as a whole', async () => {
    const { decide, request, path, stored } = await waitingRun(recoveryPlan, undefined, { rules: two });
    const key = runKeys.decision(recoveryPlan.run);
    await decide(path.ana, [
      ['decision', 'approve'],
      ['understood', 'yes'],
    ]);
    expect(stored(key)).toBeNull();
    const html = await (await request(path.ben)).text();
    const digest = /name="proposal-digest" value="([^"]*)"/.exec(html)?.[1] ?? '';
    await decide(path.ben, [
      ['decision', 'confirm'],
      ['understood', 'yes'],
      ['proposal', '1'],
      ['proposal-digest', digest],
    ]);
    expect(stored(key)).toMatchObject({
      decision: 'APPROVED',
      task: recoveryPlan.task,
      proposal: { decidedBy: 'ana@example.com' },
    });
  });
});

describe('an attack on two people decides nothing:', () => {
  it('the same person through another link', async () => {
    const { decide, confirm, path, aws, decided } = await waitingForTwo();
    const approval = JSON.parse(aws.objects.get(runKeys.approval(run)) ?? '');
    for (const approver of approval.approvers) approver.email = 'ana@example.com';
    aws.objects.set(runKeys.approval(run), JSON.stringify(approval));
    await decide(path.ana, proposing());
    const seen = await waitingSeen(aws.objects.get(runKeys.proposal(run, 1)) ?? '');
    expect((await confirm(path.ben, seen)).status).toBe(409);
    expect(decided()).toBe(false);
  });

  it.each([
    ['with a tag', 'ana+root@example.com', []],
    ['in another domain', 'Ana@example.net', []],
    ['that the configuration knows', 'ben@example.com', [['ana@example.com', 'ben@example.com']]],
  ])('self-approval by a second address %s', async (_, email, people) => {
    const { decide, confirm, path, aws, decided } = await waitingForTwo({ ...two, people });
    const approval = JSON.parse(aws.objects.get(runKeys.approval(run)) ?? '');
    approval.approvers[1].email = email;
    aws.objects.set(runKeys.approval(run), JSON.stringify(approval));
    await decide(path.ana, proposing());
    const seen = await waitingSeen(aws.objects.get(runKeys.proposal(run, 1)) ?? '');
    const answer = await confirm(path.ben, seen);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('another person has to confirm it');
    expect(decided()).toBe(false);
  });

  it('a proposal changed between two people', async () => {
    const { decide, seenOn, confirm, path, decided } = await waitingForTwo();
    await decide(path.ana, proposing());
    const seen = await seenOn(path.ben);
    const again = await seenOn(path.ana, '?choose=otherwise');
    await decide(path.ana, [...proposing(otherTick), ...again]);
    const answer = await confirm(path.ben, seen);
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('Somebody has proposed something since');
    expect(html).toContain(unusedKey.id);
    expect(decided()).toBe(false);
  });

  it('a stored proposal that somebody changed', async () => {
    const { decide, seenOn, confirm, path, aws, decided } = await waitingForTwo();
    await decide(path.ana, proposing());
    const seen = await seenOn(path.ben);
    const key = runKeys.proposal(run, 1);
    aws.objects.set(key, (aws.objects.get(key) ?? '').replace(oldKey.id, unusedKey.id));
    expect((await confirm(path.ben, seen)).status).toBe(409);
    expect(decided()).toBe(false);
  });

  it.each<[string, Fields]>([
    [
      'forged',
      [
        ['proposal', '7'],
        ['proposal-digest', 'f'.repeat(64)],
      ],
    ],
    [
      'no number',
      [
        ['proposal', 'x'],
        ['proposal-digest', ''],
      ],
    ],
    [
      'none',
      [
        ['proposal', '0'],
        ['proposal-digest', ''],
      ],
    ],
  ])('the number of a proposal that is %s', async (_, seen) => {
    const { decide, confirm, path, decided } = await waitingForTwo();
    await decide(path.ana, proposing());
    expect((await confirm(path.ben, seen)).status).toBe(409);
    expect(decided()).toBe(false);
  });

  it('a confirmation where nothing was proposed', async () => {
    const { confirm, path, decided } = await waitingForTwo();
    expect((await confirm(path.ben)).status).toBe(422);
    expect(decided()).toBe(false);
  });

  it('an approval by the second without having seen the proposal', async () => {
    const { decide, path, stored, decided } = await waitingForTwo();
    await decide(path.ana, proposing());
    expect((await decide(path.ben, proposing())).status).toBe(409);
    expect({ decided: decided(), second: stored(runKeys.proposal(run, 2)) }).toEqual({
      decided: false,
      second: null,
    });
  });

  it('a replayed confirmation', async () => {
    const { decide, seenOn, confirm, path, stored } = await waitingForTwo();
    await decide(path.ana, proposing());
    const seen = await seenOn(path.ben);
    await confirm(path.ben, seen);
    const before = stored(decisionKey);
    expect((await confirm(path.ben, seen)).status).toBe(409);
    expect(stored(decisionKey)).toEqual(before);
  });
});

it('confirms what was proposed, whatever else the form of the second one ticks', async () => {
  const { decide, seenOn, path, stored } = await waitingForTwo();
  await decide(path.ana, proposing());
  await decide(path.ben, [
    ['decision', 'confirm'],
    ['understood', 'yes'],
    ['credential', otherTick],
    ...(await seenOn(path.ben)),
  ]);
  expect(stored(decisionKey).credentials).toEqual([expect.objectContaining({ id: oldKey.id })]);
});

it('keeps one of two proposals made at once, and says so to the other', async () => {
  const { decide, path, stored, decided } = await waitingForTwo();
  const answers = await Promise.all([decide(path.ana, proposing()), decide(path.ben, proposing(otherTick))]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect({ decided: decided(), second: stored(runKeys.proposal(run, 2)) }).toEqual({
    decided: false,
    second: null,
  });
});

it('keeps one of a refusal and a confirmation made at once', async () => {
  const { decide, seenOn, confirm, path, stored } = await waitingForTwo();
  await decide(path.ana, proposing());
  const seen = await seenOn(path.ben);
  const answers = await Promise.all([confirm(path.ben, seen), decide(path.ana, [['decision', 'reject']])]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(['APPROVED', 'REJECTED']).toContain(stored(decisionKey).decision);
});

describe('whoever started a run', () => {
  const requester = (required: number, identity?: string): ApprovalRules => ({
    required,
    people: [],
    requester: { identity, isKnown: required < 2, others: 1 },
  });
  const anas = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana@example.com';

  it.each([
    ['by Identity Center', anas],
    ['an IAM user', 'arn:aws:iam::111122223333:user/staff/ana'],
    ['by a session of any role that bears the name', 'arn:aws:sts::111122223333:assumed-role/Admin/ana'],
    ['as the input says', 'ana@example.com'],
  ])('may not approve it (%s), and may refuse', async (_, identity) => {
    const { decide, request, path, decided } = await waitingForTwo(requester(1, identity));
    expect(await (await request(path.ana)).text()).toContain('whoever starts a run may not approve it');
    const answer = await decide(path.ana, proposing());
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('whoever starts a run may not approve it');
    expect(decided()).toBe(false);
    expect((await decide(path.ana, [['decision', 'reject']])).status).toBe(303);
  });

  it('is no hindrance to somebody else, alone', async () => {
    const { decide, path, stored } = await waitingForTwo(requester(1, anas));
    await decide(path.ben, proposing());
    expect(stored(decisionKey)).toMatchObject({ decision: 'APPROVED', decidedBy: 'ben@example.com' });
  });

  it('makes it two people where nobody knows who it was', async () => {
    const { decide, confirm, path, decided } = await waitingForTwo(requester(2));
    await decide(path.ana, proposing());
    expect(decided()).toBe(false);
    await confirm(path.ben);
    expect(decided()).toBe(true);
  });
});

/** What a form sends that has seen this first proposal. */
async function waitingSeen(text: string): Promise<Fields> {
  const { createHash } = await import('node:crypto');
  return [
    ['proposal', '1'],
    ['proposal-digest', createHash('sha256').update(text).digest('hex')],
  ];
}

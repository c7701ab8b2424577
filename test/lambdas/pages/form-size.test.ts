import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { type TickBox, tickBoxesOf } from '../../../lambdas/approval/tick-boxes';
import { maxCommentLength, maxNameLength } from '../../../lambdas/pages/approval-form';
import { boxesThatFit } from '../../../lambdas/pages/form-size';
import type { Credential, Plan } from '../../../lambdas/run/model';
import { httpApiEvent } from '../../../local-aws';
import { waitingRun } from '../support/approval-run';
import { plan, plannedAt } from '../support/plan-fixture';

/** A Lambda's event may have 6 MB. */
const eventLimit = 6 * 1024 * 1024;

/** Long IDs fill a form with few ticks. */
function planOf(keys: number, lastUsed: Credential['lastUsed'], idLength = 100_000): Plan {
  const credentials = Array.from(
    { length: keys },
    (_, n): Credential => ({
      kind: 'access-keys',
      id: `${n}`.padEnd(idLength, 'A'),
      lastUsed,
    }),
  );
  const [account] = plan.accounts;
  if (!account) throw new Error('The plan has no account.');
  return { ...plan, accounts: [{ ...account, credentials }] };
}

const ticksIn = ({ accounts }: Plan) => accounts.flatMap((account) => tickBoxesOf(account, plannedAt));
const used: Credential['lastUsed'] = { state: 'used', at: plannedAt };
const never: Credential['lastUsed'] = { state: 'never' };

/** The event for a form with these ticks, each with its confirmation, and everything else as large as it can be. */
function eventFor(ticks: readonly TickBox[]) {
  const fields = new URLSearchParams({
    name: '€'.repeat(maxNameLength),
    comment: '€'.repeat(maxCommentLength),
    digest: 'ab'.repeat(32),
    understood: 'yes',
    decision: 'approve',
  });
  for (const { value, needsConfirmation } of ticks) {
    fields.append('credential', value);
    if (needsConfirmation) fields.append('confirm', value);
  }
  const path = `/runs/${'r'.repeat(80)}/${'s'.repeat(43)}`;
  const request = new Request(`https://example.execute-api.eu-west-1.amazonaws.com${path}`, {
    method: 'POST',
    body: fields,
    headers: { cookie: 'c'.repeat(10_000) },
  });
  const source = {
    apiId: 'a',
    routeKey: 'ANY /{proxy+}',
    proxy: path,
    now: new Date(),
  };
  return httpApiEvent(request, source);
}

describe('the ticks that one form can hold', () => {
  it.each([
    ['that need no confirmation', never, 20],
    ['that need one', used, 20],
    ['with long IDs', never, 10_000],
  ])('%s make an event that a Lambda takes, and few more could', async (_, lastUsed, idLength) => {
    const ticks = ticksIn(planOf(Math.ceil(5_000_000 / (idLength + 40)), lastUsed, idLength));
    const fitting = boxesThatFit(ticks);
    expect(fitting.length).toBeLessThan(ticks.length);
    const size = JSON.stringify(await eventFor(fitting)).length;
    expect(size).toBeLessThanOrEqual(eventLimit);
    expect(size).toBeGreaterThan(0.97 * eventLimit);
  });

  it('are half as many where each needs a confirmation', () => {
    const fitting = (lastUsed: Credential['lastUsed']) =>
      boxesThatFit(ticksIn(planOf(80_000, lastUsed, 20))).length;
    expect(fitting(never)).toBe(76_379);
    expect(fitting(used)).toBe(39_152);
  });

  it('are all of a plan of usual size', () => {
    expect(boxesThatFit(ticksIn(plan))).toEqual(ticksIn(plan));
  });
});

describe('the page of a plan that no form can hold', async () => {
  const large = planOf(60, never);
  const { request, path } = await waitingRun(large);
  const open = async (query: string) => parse(await (await request(path.ana + query)).text());

  it('says so first, and how many can be approved at once', async () => {
    const main = (await open('')).querySelector('main');
    expect(main?.querySelector('h1 + .note')?.structuredText.replace(/\s+/g, ' ')).toContain(
      'This is more than can be approved at once: one form holds about 46 of these 60 credentials, with their confirmations.',
    );
  });

  it('offers to tick no more than that, also where a link that says all is opened', async () => {
    const page = await open('');
    const links = page.querySelectorAll('a').map((link) => link.getAttribute('href') ?? '');
    expect(links.filter((href) => href.includes('select='))).toEqual([
      '?select=unused#credentials',
      '?select=none#credentials',
    ]);
    for (const query of ['?select=unused', '?select=all']) {
      const boxes = (await open(query)).querySelectorAll('input[name=credential]');
      expect(boxes.filter((box) => box.hasAttribute('checked'))).toHaveLength(46);
    }
  });

  it('lets the script say so, too, which sees every tick', async () => {
    expect((await open('')).querySelector('script')?.text).toContain('too-large');
  });

  it('is not the page of any other plan', async () => {
    const usual = await waitingRun(plan);
    const text = await (await usual.request(usual.path.ana)).text();
    expect(text).not.toContain('more than can be approved at once');
  });
});

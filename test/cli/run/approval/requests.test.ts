import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Requests } from '../../../../cli/run/approval/requests';
import { startHttpServer, systemClock } from '../../../../local-aws';

const secret = 'a'.repeat(43);
const mail = (run: string, message = `Decide here:\nhttp://127.0.0.1:9/runs/${run}/${secret}\n`) => ({
  to: 'approver@example.com',
  subject: `About ${run}`,
  message,
});

const plan = { run: 'run-1', plannedAt: '2026-11-23T09:00:00.000Z', mode: 'purge', accounts: [] };

/** Somebody at a terminal, who has been told this. */
function requests(approve: 'ask' | 'all', interactive = true) {
  const said: string[] = [];
  const typed: string[] = [];
  const failures: unknown[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true, isRaw: false, setRawMode: () => input });
  const answers = new Requests({
    approve,
    interactive,
    input,
    clock: systemClock,
    width: 80,
    readPlan: () => JSON.stringify(plan),
    print: (text) => said.push(text),
    typing: (text) => typed.push(text),
    failed: (error) => failures.push(error),
  });
  return { answers, said, typed, input, failures, listeners: () => input.listenerCount('data') };
}

it('asks once for each execution, and neither for a reminder nor for what is no request', () => {
  const { answers, said } = requests('ask', false);
  for (const run of ['task-run-1', 'task-run-1', 'reseal-run-1']) answers.email(mail(run));
  answers.email(mail('task-run-1', 'It is done.'));
  expect(said.flatMap((text) => /About \S+|Waiting.*/.exec(text)?.[0] ?? [])).toEqual([
    'About task-run-1',
    'Waiting for a decision on that page.',
    'About reseal-run-1',
    'Waiting for a decision on that page.',
  ]);
});

it('waits for a key until the approval is closed, and then for the next one', async () => {
  const { answers, listeners, failures } = requests('ask');
  answers.email(mail('task-run-1'));
  answers.event({ type: 'stateEntered', state: 'RequestApproval' });
  await expect.poll(listeners).toBe(1);
  answers.event({ type: 'stateEntered', state: 'CloseApproval' });
  await setImmediate();
  expect(listeners()).toBe(0);
  answers.email(mail('reseal-run-1'));
  await expect.poll(listeners).toBe(1);
  answers.close();
  await setImmediate();
  expect([listeners(), failures]).toEqual([0, []]);
});

it('refuses after one question, with the name and the comment that are typed', async () => {
  const sent: string[] = [];
  const { url, close } = await startHttpServer({
    fetch: async (request) => {
      if (request.method === 'POST') sent.push(await request.text());
      return request.method === 'POST' ? html('Refused') : html(refusal);
    },
  });
  const { answers, said, typed, input, listeners } = requests('ask');
  answers.email(mail('run-1', `Decide here:\n${url}/runs/run-1/${secret}\n`));
  const type = async (question: string, ...keys: string[]) => {
    await expect.poll(() => said.at(-1)).toContain(question);
    await expect.poll(listeners).toBe(1);
    // What comes before that waited in the queue of the terminal.
    await systemClock.sleep(200);
    for (const key of keys) input.write(key);
  };
  await type('press a to approve everything', 'r');
  await type('Refuse everything? Nothing is deleted then. y, N', 'n');
  await type('press a to approve everything', 'r');
  await type('Refuse everything?', 'y');
  await type('Your name', 'Jx', '\u007f', '\u001b[A', 'o', '\r');
  await type('Comment', 'Not now\r');
  await expect.poll(() => sent).toEqual(['name=Jo&comment=Not+now&decision=reject']);
  expect(typed).toEqual(['>', '> Jx', '> J', '> Jo', '>']);
  await close();
});
const refusal =
  '<form method="post"><input name="name"><textarea name="comment"></textarea><button type="submit" name="decision" value="reject">No</button></form>';

it('tells of a page that it cannot decide on', async () => {
  const { answers, failures } = requests('all');
  answers.email(mail('task-run-1'));
  await expect.poll(() => failures).toMatchObject([{ name: 'ApprovalPageError' }]);
});

/** A page that answers with these, one after the other; the last one stays. */
async function pages(...answers: (() => Response)[]) {
  let served = 0;
  const { url, close } = await startHttpServer({
    fetch: () => answers[Math.min(served++, answers.length - 1)]?.() ?? new Response(),
  });
  return {
    areServed: () => served >= answers.length,
    mail: mail('run-1', `Decide here:\n${url}/runs/run-1/${secret}\n`),
    close,
  };
}
const html = (body: string, status = 200) =>
  new Response(`<main>${body}</main>`, { status, headers: { 'content-type': 'text/html' } });
const form = '<form method="post"><button type="submit" name="decision" value="approve">Yes</button></form>';

it.each([
  ['fails once', [() => html('Try again.', 500), () => html(form), () => html('Approved')], []],
  [
    'was decided on by somebody faster',
    [() => html(form), () => html('', 409), () => html('Refused')],
    ['Refused'],
  ],
  ['is closed', [() => html('Closed', 410)], ['Closed']],
])('lets the execution go on where the page %s', async (_, answers, over) => {
  const page = await pages(...answers);
  const { answers: requested, said, failures } = requests('all');
  requested.email(page.mail);
  await expect.poll(page.areServed, { timeout: 10_000 }).toBe(true);
  await expect
    .poll(() => said.filter((text) => text.startsWith('Nothing to decide here')), { timeout: 10_000 })
    .toEqual(over.map((words) => `Nothing to decide here: ${words}`));
  expect(failures).toEqual([]);
  await page.close();
});

import { Hono } from 'hono';
import { html } from 'hono/html';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../../../cli/run/approval/approver';
import { newLinkSecret } from '../../../../lambdas/approval/approval-link';
import { tickBoxesOf } from '../../../../lambdas/approval/tick-boxes';
import { runKeys } from '../../../../lambdas/run/run-keys';
import { type HttpServer, startHttpServer } from '../../../../local-aws';
import { waitingRun } from '../../../lambdas/support/approval-run';
import { plan } from '../../../lambdas/support/plan-fixture';
import { bucketPlan } from '../../../lambdas/support/task-fixture';

/** Everything of the plan that has a box on the page. */
const approvableCredentials = plan.accounts.flatMap((account) =>
  tickBoxesOf(account, plan.plannedAt)
    .flatMap(({ credentials }) => credentials)
    .map(({ kind, id }) => ({ accountId: account.accountId, kind, id })),
);

const secret = newLinkSecret();
const path = `/runs/run-1/${secret}`;

let app: Hono;
let server: HttpServer;
let posted: Array<{ body: string; contentType: string | undefined; origin: string | undefined }>;

beforeEach(async () => {
  app = new Hono();
  posted = [];
  server = await startHttpServer(app);
});

afterEach(() => server.close());

const link = () => `${server.url}${path}`;

/** The page an approver sees; `?select=all` ticks every box. */
const page = (selected: boolean) => html`<!doctype html><title>Plan</title><main>
  <a href="?select=all#credentials">Tick all</a>
  <form method="post" action="${path}">
    <input type="hidden" name="digest" value="a&quot;b">
    <input type="checkbox" name="credential" value="111122223333 access-keys AKIA1" ${selected ? 'checked' : ''}>
    <input type="checkbox" name="credential" value="111122223333 access-keys AKIA2" ${selected ? 'checked' : ''}>
    <input type="checkbox" name="credential" value="shown only" checked disabled>
    <textarea name="comment"></textarea>
    <button type="submit" name="decision" value="approve">Approve</button>
    <button type="submit" name="decision" value="reject">Refuse</button>
  </form></main>`;

/** The real page of a run. */
function serve(run: Awaited<ReturnType<typeof waitingRun>>): void {
  app.all('*', async ({ req }) => {
    const body = req.method === 'POST' ? await req.text() : undefined;
    return run.request(req.path + new URL(req.url).search, {
      method: req.method,
      headers: req.raw.headers,
      body,
    });
  });
}

function servePage(): void {
  app.use(async (context, next) => {
    context.header('Referrer-Policy', 'no-referrer');
    await next();
  });
  app.get(path, (context) => context.html(page(context.req.query('select') === 'all')));
}

function servePost(answer: (body: string) => Response): void {
  app.post(path, async (context) => {
    const body = await context.req.text();
    const contentType = context.req.header('content-type');
    posted.push({ body, contentType, origin: context.req.header('origin') });
    return answer(body);
  });
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } });

it('approves everything with the boxes that the page itself ticked', async () => {
  servePage();
  servePost(() => seeOther(path));
  await decideOnPage(link(), 'all', 'Fine by me');
  expect(posted).toEqual([
    {
      body:
        'digest=a%22b&credential=111122223333+access-keys+AKIA1&credential=111122223333+access-keys+AKIA2' +
        '&comment=Fine+by+me&decision=approve',
      contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
      origin: 'null',
    },
  ]);
});

it.each([
  ['all', 'APPROVED', 'Fine by me'],
  ['none', 'REJECTED', undefined],
] as const)('decides %s on the page that approvers see', async (choice, decision, comment) => {
  const run = await waitingRun();
  serve(run);
  await decideOnPage(`${server.url}${run.path.ana}`, choice, comment);
  expect(run.stored(runKeys.decision(plan.run))).toEqual({
    decision,
    decidedBy: 'ana@example.com',
    decidedAt: run.clock.now.toISOString(),
    sourceIp: '203.0.113.7',
    planDigest: run.digest,
    comment,
    credentials: choice === 'all' ? approvableCredentials : [],
  });
});

it.each([
  ['all', 'APPROVED'],
  ['none', 'REJECTED'],
] as const)('decides %s on a privileged task, which has no boxes to tick', async (choice, decision) => {
  const run = await waitingRun(bucketPlan);
  serve(run);
  await decideOnPage(`${server.url}${run.path.ana}`, choice);
  expect(run.stored(runKeys.decision(bucketPlan.run))).toMatchObject({ decision, planDigest: run.digest });
});

it('ticks what was chosen, its confirmation and the box that names no credential, and nothing else', async () => {
  const run = await waitingRun();
  serve(run);
  const [account] = plan.accounts;
  const tick =
    account && tickBoxesOf(account, plan.plannedAt).find(({ needsConfirmation }) => needsConfirmation);
  if (!tick) throw new Error('The plan has nothing that needs a confirmation in its first account.');
  await decideOnPage(`${server.url}${run.path.ana}`, new Set([tick.value]));
  const { accountId } = account;
  const credentials = tick.credentials.map(({ kind, id }) => ({ accountId, kind, id }));
  expect(run.stored(runKeys.decision(plan.run))).toMatchObject({ decision: 'APPROVED', credentials });
});

it('refuses with no box ticked', async () => {
  servePage();
  servePost(() => new Response('Thank you'));
  await decideOnPage(link(), 'none');
  expect(posted.map(({ body }) => body)).toEqual(['digest=a%22b&comment=&decision=reject']);
});

it('posts to the address of the page where the form names none', async () => {
  let query: string | undefined;
  app.get(path, (context) =>
    context.html(
      '<a href="?select=all">All</a><form method=POST><input type=checkbox name=credential value=a><button type=submit name=decision value=approve>Yes</button></form>',
    ),
  );
  app.post(path, (context) => {
    query = context.req.query('select');
    return context.text('ok');
  });
  await decideOnPage(link(), 'all');
  expect(query).toBe('all');
});

it('follows the answer to a decision with GET', async () => {
  servePage();
  servePost(() => seeOther('/thanks'));
  let seen = 0;
  app.get('/thanks', (context) => {
    seen += 1;
    return context.text('Thanks');
  });
  await decideOnPage(link(), 'none');
  expect(seen).toBe(1);
});

it.each<[string, () => void, 'all' | 'none', RegExp]>([
  [
    'a link that is not known',
    () =>
      app.get(path, (context) => context.html('<main><h1>Unknown link</h1><p>Ask again.</p></main>', 404)),
    'none',
    /^The approval page answered 404: Unknown link Ask again\.$/,
  ],
  [
    'a page without a button',
    () => app.get(path, (context) => context.html('<main><form method="post">Wait</form></main>')),
    'none',
    /^The approval page offers no button to reject: Wait$/,
  ],
  [
    'a decision that comes second',
    () => {
      servePage();
      servePost(() => new Response(`<main>Too late for ${path}</main>`, { status: 409 }));
    },
    'none',
    /^The approval page answered 409: Too late for \/runs\/run-1\/\.\.\.$/,
  ],
  [
    'a redirect elsewhere',
    () => {
      servePage();
      servePost(() => seeOther('https://example.com/runs'));
    },
    'none',
    /^The approval page leads elsewhere, to https:\/\/example\.com\.$/,
  ],
  [
    'a redirect that keeps the method',
    () => {
      servePage();
      servePost(() => new Response('Moved', { status: 307, headers: { location: '/again' } }));
    },
    'none',
    /^The approval page answered 307: Moved$/,
  ],
  [
    'redirects without end',
    () => app.get(path, () => seeOther(path)),
    'none',
    /^The approval page answered 303: an empty page$/,
  ],
  [
    'a form that would put the decision in the address',
    () =>
      app.get(path, (context) =>
        context.html('<form><button type=submit name=decision value=reject>No</button></form>'),
      ),
    'none',
    /^The button of the approval page is not in a form that is sent with POST\.$/,
  ],
])('reports %s, and never the secret', async (_, serve, choice, message) => {
  serve();
  const error = await decideOnPage(link(), choice).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'ApprovalPageError', message: expect.stringMatching(message) });
  expect(String(error)).not.toContain(secret);
});

it.each([
  ['decided by somebody else', 200, 'Approved by a@example.com'],
  ['expired or closed', 410, 'Nobody can decide any more.'],
] as const)('says of an approval that is %s that it is over', async (_, status, words) => {
  app.get(path, (context) => context.html(`<main>${words}</main>`, status));
  await expect(decideOnPage(link(), 'all')).rejects.toMatchObject({
    name: 'ApprovalOverError',
    message: words,
  });
});

it('says that a page cannot be reached, and never the secret', async () => {
  const gone = link();
  await server.close();
  const error = await decideOnPage(gone, 'none').catch((reason: unknown) => reason);
  expect(String(error)).toMatch(
    /^ApprovalPageError: The approval page at http:\/\/127\.0\.0\.1:\d+ cannot be reached \(connect ECONNREFUSED/,
  );
  expect(String(error)).not.toContain(secret);
});

it('does not repeat a link that is no URL', async () => {
  await expect(decideOnPage(`nonsense/${secret}`, 'all')).rejects.toThrow(/^The approval link is no URL\.$/);
});

it.each([
  [
    'on a line of its own',
    `Hello,\n\nhttps://a.example/runs/r-1/${secret}\n`,
    `https://a.example/runs/r-1/${secret}`,
  ],
  ['at the end of a sentence', `Open http://a:1/x/runs/r/${secret}.`, `http://a:1/x/runs/r/${secret}`],
  [
    'after another link',
    `See https://docs.example/runs and https://a.example/runs/r/${secret} (one of a kind)`,
    `https://a.example/runs/r/${secret}`,
  ],
])('finds the approval link %s', (_, message, expected) => {
  expect(linkIn(message)).toBe(expected);
});

it('says that an email holds no approval link', () => {
  expect(() => linkIn('The run https://a.example/runs/r-1/report.html is over.')).toThrow(
    'The email holds no approval link.',
  );
});

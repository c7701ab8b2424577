import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runKeys } from '../../../lambdas/run/run-keys';
import { waitingRun } from '../support/approval-run';
import { lyingProvider } from '../support/lying-provider';
import { plan } from '../support/plan-fixture';
import { host, VisitorOf } from '../support/visitor';

let provider: Awaited<ReturnType<typeof lyingProvider>>;
beforeAll(async () => {
  provider = await lyingProvider();
});
afterAll(() => provider.close());

type Run = Awaited<ReturnType<typeof waitingRun>>;
let run: Run;
beforeEach(async () => {
  run = await served();
});
afterEach(() => {
  provider.told.lies = {};
});

/** Ana is known by the configuration, so that whoever signs in as somebody else is refused at once. */
const served = () =>
  waitingRun(undefined, undefined, {}, { issuer: provider.issuer, approvers: { 'ana@example.com': 'ana' } });

class Visitor extends VisitorOf {
  constructor(of: Run = run, patience = 5) {
    super(of, provider, patience);
  }
}

describe('a sign-in', () => {
  it('leads to the page of its link, with everything that the provider has to be asked', async () => {
    const visitor = new Visitor();
    const asked = await visitor.begin();
    expect(Object.fromEntries(asked)).toEqual({
      client_id: 'root-purge',
      response_type: 'code',
      redirect_uri: `${host}/signed-in`,
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const answer = await visitor.comeBack(asked.get('state'));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, run.path.ana]);
    expect(await visitor.reads()).toBe(true);
    expect(provider.fits(provider.told.verifiers.at(-1) ?? '', asked.get('code_challenge') ?? '')).toBe(true);
    expect(run.aws.writes).toEqual([]);
  });

  it.each([
    ['of another issuer', { claims: { iss: 'https://login.example.com' } }],
    ['for another app', { claims: { aud: 'another-app' } }],
    ['that has expired', { claims: { exp: Math.floor(Date.now() / 1000) - 60 } }],
    ['with another nonce', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['that nobody signed', { isUnsigned: true }],
    ['that somebody else signed', { hasOtherKey: true }],
  ])('is none with an ID token %s', async (_, lies) => {
    const visitor = new Visitor();
    provider.told.lies = lies;
    const answer = await visitor.signIn();
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('You are not signed in'),
    ]);
    expect(await visitor.reads()).toBe(false);
  });

  it.each([
    ['of another issuer', '&iss=https://login.example.com'],
    ['that says no', '&error=access_denied'],
  ])('is none with an answer %s', async (_, more) => {
    const visitor = new Visitor();
    const state = (await visitor.begin()).get('state');
    expect((await visitor.comeBack(state, more)).status).toBe(400);
    expect(await visitor.reads()).toBe(false);
  });

  it.each([
    ['another', (state: string) => `${state.slice(1)}A`],
    ['no', () => ''],
  ])('is none with %s state', async (_, tampered) => {
    const visitor = new Visitor();
    const state = (await visitor.begin()).get('state') ?? '';
    const answer = await visitor.comeBack(tampered(state));
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('This sign-in is over'),
    ]);
    expect(await visitor.reads()).toBe(false);
  });

  it('ends in the browser where it began: its answer is of no use in another', async () => {
    const state = (await new Visitor().begin()).get('state');
    expect((await new Visitor().comeBack(state)).status).toBe(400);
  });

  it('ends once, and within ten minutes', async () => {
    const visitor = new Visitor();
    const state = (await visitor.begin()).get('state');
    expect((await visitor.comeBack(state)).status).toBe(303);
    expect((await visitor.comeBack(state)).status).toBe(400);
    const late = (await visitor.begin()).get('state');
    run.clock.now = new Date(run.clock.now.getTime() + 600_000);
    expect((await visitor.comeBack(late)).status).toBe(400);
  });

  it.each(['/.well-known', '/token', '/jwks'])(
    'says so where the provider is silent at %s',
    async (isSilentAt) => {
      const visitor = new Visitor(run, 0.3);
      if (isSilentAt !== '/.well-known') await visitor.begin();
      provider.told.lies = { isSilentAt };
      const answer =
        isSilentAt === '/.well-known'
          ? await visitor.open(`${run.path.ana}/sign-in`)
          : await visitor.signIn();
      expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining('does not answer')]);
      provider.told.lies = {};
      expect((await visitor.signIn()).status).toBe(303);
    },
  );

  it.each([
    ['says that it is another', { issuer: 'https://login.example.com' }],
    ['fails', { status: 500 }],
  ])('does not begin where the provider %s', async (_, lies) => {
    provider.told.lies = lies;
    expect((await new Visitor().open(`${run.path.ana}/sign-in`)).status).toBe(502);
  });

  it('leads nowhere else, whatever the address says', async () => {
    const visitor = new Visitor();
    const state = (await visitor.begin()).get('state');
    const more = '&next=https://evil.example&redirect_uri=https://evil.example&return_to=//evil.example';
    expect((await visitor.comeBack(state, more)).headers.get('location')).toBe(run.path.ana);
  });

  it('is not offered by an address that is no link', async () => {
    const answer = await new Visitor().open(`${run.path.ana}x/sign-in`);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []]);
  });

  it('can be begun so often that the cookies never fill a request', async () => {
    const visitor = new Visitor();
    for (let times = 0; times < 8; times++) await visitor.begin();
    expect(visitor.cookies.size).toBe(3);
    expect((await visitor.signIn()).status).toBe(303);
  });
});

describe('a session', () => {
  const form = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
  const refusal = () => ({
    ...form,
    body: new URLSearchParams({ digest: run.digest, decision: 'reject' }).toString(),
  });
  const cookieOf = (visitor: Visitor) => [...visitor.cookies][0] ?? ['', ''];

  it('of one approver is none for the link of another', async () => {
    const visitor = new Visitor();
    await visitor.signIn();
    expect(await visitor.reads(run.path.ben)).toBe(false);
    const [, anas] = cookieOf(visitor);
    provider.told.lies = { claims: { sub: 'ben' } };
    const ben = new Visitor();
    await ben.signIn(run.path.ben);
    const [bens] = cookieOf(ben);
    // The cookie of Ana's session under the name of that of Ben's.
    ben.cookies.set(bens, anas);
    expect((await ben.open(run.path.ben, refusal())).status).toBe(401);
    expect(run.aws.objects.has(runKeys.decision(plan.run))).toBe(false);
  });

  it('of another host, or that somebody changed, is none', async () => {
    const elsewhere = await served();
    const stranger = new Visitor(elsewhere);
    await stranger.signIn(elsewhere.path.ana);
    const visitor = new Visitor();
    await visitor.signIn();
    const [name, value] = cookieOf(visitor);
    for (const other of [`${value.slice(0, -2)}AA`, value.split('.').reverse().join('.'), 'x', '{}']) {
      visitor.cookies.set(name, other);
      expect(await visitor.reads()).toBe(false);
    }
    visitor.cookies.set(name, value);
    expect(await visitor.reads()).toBe(true);
  });

  it('ends after an hour', async () => {
    const visitor = new Visitor();
    await visitor.signIn();
    run.clock.now = new Date(run.clock.now.getTime() + 3_599_000);
    expect(await visitor.reads()).toBe(true);
    run.clock.now = new Date(run.clock.now.getTime() + 1000);
    expect(await visitor.reads()).toBe(false);
    expect((await visitor.open(run.path.ana, refusal())).status).toBe(401);
  });

  it('ends with signing out, for whoever kept its cookie, too', async () => {
    const visitor = new Visitor();
    await visitor.signIn();
    const kept = [...visitor.cookies];
    await visitor.open(`${run.path.ana}/sign-out`, form);
    expect(visitor.cookies.size).toBe(0);
    for (const [name, value] of kept) visitor.cookies.set(name, value);
    expect(await visitor.reads()).toBe(false);
    expect((await visitor.open(run.path.ana, refusal())).status).toBe(401);
  });

  it('does not end, nor decide, by a form of another site', async () => {
    const visitor = new Visitor();
    await visitor.signIn();
    const headers = { ...form.headers, 'Sec-Fetch-Site': 'cross-site' };
    for (const path of ['', '/sign-out', '/this-is-me'])
      expect((await visitor.open(run.path.ana + path, { ...refusal(), headers })).status).toBe(403);
    expect(await visitor.reads()).toBe(true);
  });

  it('of somebody else with the address of the approver decides nothing', async () => {
    const visitor = new Visitor();
    provider.told.lies = { claims: { sub: 'mallory', email: 'ana@example.com', email_verified: true } };
    await visitor.signIn();
    expect((await visitor.open(run.path.ana, refusal())).status).toBe(403);
    expect((await visitor.open(`${run.path.ana}/this-is-me`, form)).status).toBe(303);
    expect(run.aws.writes).toEqual([]);
  });

  it('is that of the approver, whatever the provider says of their address', async () => {
    const visitor = new Visitor();
    provider.told.lies = { claims: { email: 'other@example.com', email_verified: false } };
    await visitor.signIn();
    expect((await visitor.open(run.path.ana, refusal())).status).toBe(303);
    expect(run.stored(runKeys.decision(plan.run)).knownBy).toMatchObject({
      kind: 'sign-in',
      issuer: provider.issuer,
      subject: 'ana',
      email: 'other@example.com',
    });
  });

  it('is of no use in a run that asked for another provider', async () => {
    const visitor = new Visitor();
    await visitor.signIn();
    const approval = run.stored(runKeys.approval(plan.run));
    const asked = { ...approval, signIn: { issuer: 'https://login.example.com' } };
    run.aws.objects.set(runKeys.approval(plan.run), JSON.stringify(asked));
    expect((await visitor.open(run.path.ana)).status).toBe(409);
    expect((await visitor.open(run.path.ana, refusal())).status).toBe(409);
  });
});

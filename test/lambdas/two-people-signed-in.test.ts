import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runKeys } from '../../lambdas/run/run-keys';
import { sha256 } from '../../lambdas/run/sha256';
import { waitingRun } from './support/approval-run';
import { lyingProvider } from './support/lying-provider';
import { oldKey, plan } from './support/plan-fixture';
import { VisitorOf } from './support/visitor';

type Fields = [string, string][];

const decisionKey = runKeys.decision(plan.run);
const proposalKey = runKeys.proposal(plan.run, 1);
let provider: Awaited<ReturnType<typeof lyingProvider>>;
beforeAll(async () => {
  provider = await lyingProvider();
});
afterAll(() => provider.close());

let run: Awaited<ReturnType<typeof waitingRun>>;
/** A run that asks for two people, both signed in. */
const serve = async (people: string[][] = [], approvers: Record<string, string> = {}) => {
  run = await waitingRun(
    plan,
    undefined,
    { rules: { required: 2, people } },
    { issuer: provider.issuer, approvers },
  );
};
beforeEach(() => serve());

/** Somebody in a browser of their own, who has signed in with this subject by this link, and said that it is theirs. */
async function signedIn(
  subject: string,
  path: string,
  email = `${subject}@corp.example`,
): Promise<VisitorOf> {
  const visitor = new VisitorOf(run, provider);
  provider.told.lies = { claims: { sub: subject, email, email_verified: true } };
  await visitor.signIn(path);
  await visitor.send(`${path}/this-is-me`, []);
  return visitor;
}

const proposing = (): Fields => [
  ['digest', run.digest],
  ['decision', 'approve'],
  ['credential', `333333333333/access-keys/${oldKey.id}`],
  ['understood', 'yes'],
];
const confirming = (): Fields => [
  ['digest', run.digest],
  ['decision', 'confirm'],
  ['understood', 'yes'],
  ['proposal', '1'],
  ['proposal-digest', sha256(run.aws.objects.get(proposalKey) ?? '')],
];
const decided = () => run.aws.objects.has(decisionKey);

describe('two people who have to sign in', () => {
  it('decide together, and the record knows both by issuer and subject', async () => {
    const { path, stored, delivered } = run;
    const ana = await signedIn('ana', path.ana);
    expect((await ana.send(path.ana, proposing())).status).toBe(303);
    expect({ decided: decided(), delivered }).toEqual({ decided: false, delivered: [] });
    const ben = await signedIn('ben', path.ben);
    expect(await (await ben.open(path.ben)).text()).toContain('signed in as ana@corp.example at');
    expect((await ben.send(path.ben, confirming())).status).toBe(303);
    const known = (subject: string) => ({ kind: 'sign-in', issuer: provider.issuer, subject });
    expect(stored(decisionKey)).toMatchObject({
      ...{ decision: 'APPROVED', decidedBy: 'ben@example.com', knownBy: known('ben') },
      ...{ credentials: [{ id: oldKey.id }] },
      proposal: { number: 1, decidedBy: 'ana@example.com', knownBy: known('ana') },
    });
    expect(delivered).toEqual([plan.run]);
  });

  it('are not shown what was proposed before they sign in, and confirm nothing', async () => {
    const { path } = run;
    await (await signedIn('ana', path.ana)).send(path.ana, proposing());
    const stranger = new VisitorOf(run, provider);
    expect(await (await stranger.open(path.ben)).text()).not.toContain(oldKey.id);
    expect((await stranger.send(path.ben, confirming())).status).toBe(401);
    expect(decided()).toBe(false);
  });
});

describe('an attack on two people who have to sign in decides nothing:', () => {
  it('the second one in the session of the first, by either link', async () => {
    const { path } = run;
    const ana = await signedIn('ana', path.ana);
    await ana.send(path.ana, proposing());
    expect((await ana.send(path.ana, confirming())).status).toBe(409);
    expect((await ana.send(path.ben, confirming())).status).toBe(401);
    expect(decided()).toBe(false);
  });

  it('the link of the first in the session of the second', async () => {
    const { path } = run;
    await (await signedIn('ana', path.ana)).send(path.ana, proposing());
    const ben = await signedIn('ben', path.ben);
    expect((await ben.send(path.ana, confirming())).status).toBe(401);
    expect(decided()).toBe(false);
  });

  it('one subject twice, which signs in as both approvers', async () => {
    const { path } = run;
    await (await signedIn('ana', path.ana)).send(path.ana, proposing());
    const again = await signedIn('ana', path.ben, 'ben@corp.example');
    const answer = await again.send(path.ben, confirming());
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('You proposed this yourself');
    expect(decided()).toBe(false);
  });

  it('one subject twice, which the configuration says is either of them', async () => {
    await serve([], { 'ana@example.com': 'both', 'ben@example.com': 'both' });
    const { path } = run;
    await (await signedIn('both', path.ana, 'one@corp.example')).send(path.ana, proposing());
    const again = await signedIn('both', path.ben, 'other@corp.example');
    expect((await again.send(path.ben, confirming())).status).toBe(409);
    expect(decided()).toBe(false);
  });

  it('another subject with the address of the first', async () => {
    const { path } = run;
    await (await signedIn('ana', path.ana)).send(path.ana, proposing());
    const twin = await signedIn('ben', path.ben, 'ana@corp.example');
    expect((await twin.send(path.ben, confirming())).status).toBe(409);
    expect(decided()).toBe(false);
  });

  it('two subjects whom the configuration lists as one person', async () => {
    await serve([[`${provider.issuer} ana`, `${provider.issuer} ben`]]);
    const { path } = run;
    await (await signedIn('ana', path.ana)).send(path.ana, proposing());
    const ben = await signedIn('ben', path.ben);
    expect((await ben.send(path.ben, confirming())).status).toBe(409);
    expect(decided()).toBe(false);
  });
});

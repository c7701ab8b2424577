import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import stringWidth from 'string-width';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { tickBoxesOf } from '../../lambdas/approval/tick-boxes';
import { type Decision, Plan } from '../../lambdas/run/model';
import { accountId, type PolicyDocument } from '../../local-aws';
import { rootPurge } from '../cli/support/command-line';
import { type Deployed, documentedPolicy, useDeployed } from '../cli/support/deployed';
import { inTerminal, type PseudoTerminal } from './support/pseudo-terminal';

const columns = 80;
const readIt = () => setTimeout(400);
const deployed = useDeployed({ approvers: ['alice@example.com'], iamApprovals: true });
const arn = `arn:aws:sts::${accountId}:assumed-role/Approver/operator`;

let policy: PolicyDocument;
beforeAll(async () => {
  policy = await documentedPolicy('approve.json');
});

let terminal: PseudoTerminal | undefined;
afterEach(() => terminal?.kill());

const stored = (run: string, file: string, { folder } = deployed) =>
  JSON.parse(readFileSync(join(folder, 'bucket', 'runs', run, file), 'utf8'));
const decisionOf = (run: string, app = deployed): Decision => stored(run, 'decision.json', app);
const planOf = (run: string) => Plan.parse(stored(run, 'plan.json'));

/** A run that waits for a decision. */
async function waiting(name: string, input = {}, app = deployed) {
  app.organize({ accounts: 4 });
  const execution = app.app.start(name, input);
  await app.link(name);
  return execution;
}

/** `root-purge …args` in a window, as somebody who may do exactly what the documented policy says. */
function inWindow(
  args: readonly string[],
  more: Record<string, string> = {},
  allowed = policy,
  [app, role]: [Deployed, string] = [deployed, 'Approver'],
): PseudoTerminal {
  const env = { PATH: process.env.PATH, HOME: app.folder, AWS_EC2_METADATA_DISABLED: 'true' };
  terminal = inTerminal([resolve('bin/root-purge.mjs'), ...args], {
    cwd: app.folder,
    columns,
    env: { ...env, ...app.env(role, allowed), ...more },
  });
  return terminal;
}

async function answer(question: string | RegExp, ...keys: string[]): Promise<void> {
  await terminal?.shows(question);
  for (const key of keys) {
    await readIt();
    terminal?.type(key);
  }
}

/** Lines that do not fit, other than by one word alone, which stays whole to be copied. */
const tooWide = (output: string) =>
  output.split(/[\n\r]/).filter((line) => stringWidth(line) > columns && line.trim().includes(' '));

describe('root-purge approve', () => {
  it('asks what the page asks, and its decision is carried out and reported with the ARN of the session', async () => {
    const execution = await waiting('all', { reason: 'Quarterly' });
    const { ended } = inWindow(['approve', 'all']);
    const request = await terminal?.shows('Press a to approve everything');
    expect(request).toMatch(/Organization: .*\nRun: +all\n[\s\S]*What: .* root credentials in/);
    expect(request).toMatch(/Why: +Quarterly/);
    await answer(/r to\s+refuse/, 'a');
    await answer('Can all of these go, although they may be in use? y, N', 'y');
    await answer(/It\s+cannot\s+be\s+brought\s+back\. y, N/, 'y');
    const { status, output } = await ended;
    expect(output).toMatch(/You approved \d+ credentials\. It is recorded as the decision of\s+arn:aws:sts/);
    expect(output).toContain('npx root-purge status all --follow');
    expect(tooWide(output)).toEqual([]);
    expect(status).toBe(0);

    const { credentials, ...decision } = decisionOf('all') as Extract<Decision, { decidedBy: string }>;
    expect(decision).toMatchObject({ decision: 'APPROVED', decidedBy: arn, knownBy: { kind: 'iam', arn } });
    expect(credentials).toHaveLength(planOf('all').accounts.flatMap(({ credentials }) => credentials).length);
    await expect(execution.result).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(stored('all', 'report.json').decision).toMatchObject({ decidedBy: arn });
    const verified = await rootPurge(['verify', join(deployed.folder, 'bucket', 'runs', 'all')]);
    expect(verified).toMatchObject({ status: 0 });
    const last = deployed.emails.at(-1)?.message;
    expect(last).toMatch(/Decision: +\d+ credentials approved by arn:aws:sts::/);
  });

  it('decides about each, and nothing before the last question', async () => {
    await waiting('each');
    const { ended } = inWindow(['approve', 'each']);
    await answer('e to be asked about each', 'e');
    await answer(/Delete (it|them together)\? y, N/, 'y');
    expect(() => decisionOf('each')).toThrow();
    await answer(/Delete (it|them together)\? y, N/, 'q');
    await answer(/Delete these \d+ of \d+ credentials?\?/, 'y');
    expect(await ended).toMatchObject({ status: 0 });
    expect(decisionOf('each')).toMatchObject({ decision: 'APPROVED', decidedBy: arn });
  });

  it('refuses by the key r, with a name and a comment, as root-purge refuse does at once', async () => {
    const execution = await waiting('refused');
    const { ended } = inWindow(['refuse', 'refused', '--json']);
    await answer('Refuse everything? Nothing is deleted then. y, N', 'y');
    await answer('Your name', 'Mia', '\r');
    await answer('Comment', 'Not now', '\r');
    const { status, output } = await ended;
    expect(status).toBe(0);
    expect(output).toContain('"isThisOne":true');
    expect(decisionOf('refused')).toMatchObject({
      decision: 'REJECTED',
      decidedBy: arn,
      name: 'Mia',
      comment: 'Not now',
    });
    await expect(execution.result).resolves.toMatchObject({ status: 'SUCCEEDED' });
  });

  it('says who was faster, before it asks, and where somebody was while it did', async () => {
    await waiting('late');
    const link = await deployed.link('late');
    const { ended } = inWindow(['approve', 'late']);
    await terminal?.shows('Press a to approve everything');
    await decideOnPage(link, 'none');
    await answer(/r to\s+refuse/, 'r');
    await answer('Refuse everything?', 'y');
    await answer('Your name', '\r');
    await answer('Comment', '\r');
    const meanwhile = await ended;
    expect(meanwhile.output).toMatch(
      /Too late: alice@example\.com refused everything on .*,\s+and the\s+first\s+decision\s+counts/,
    );
    expect(meanwhile.status).toBe(2);

    const again = await inWindow(['refuse', 'late']).ended;
    expect(again.output).toContain('Too late: alice@example.com refused everything');
    expect(again.output).not.toContain('y, N');
    expect(again.status).toBe(2);
    expect(decisionOf('late')).toMatchObject({ decidedBy: 'alice@example.com' });
  });

  it('says that the signature was not let through where the policy does not allow it', async () => {
    await waiting('not-let');
    const Statement = policy.Statement.filter(({ Sid }) => Sid !== 'Decide');
    const { ended } = inWindow(['refuse', 'not-let'], {}, { ...policy, Statement });
    await answer('Refuse everything?', 'y');
    await answer('Your name', '\r');
    await answer('Comment', '\r');
    const { status, output } = await ended;
    expect(output).toMatch(/API Gateway did not let you decide \(403\)\. Nothing was decided\./);
    expect(status).toBe(1);
    expect(() => decisionOf('not-let')).toThrow();
  });

  it.each(['approve', 'refuse'])('%s says what is wrong before anything is asked', async (command) => {
    const missing = await inWindow([command, 'none-of-this-name']).ended;
    expect(missing.output).toContain('No run none-of-this-name asks for a decision');
    expect(missing.status).toBe(1);
    const env = deployed.env('Approver', policy);
    const noTerminal = await rootPurge([command, 'late', '--region', 'a b'], { env });
    expect(noTerminal.stderr).toContain('A decision is asked for in a terminal, and this is none');
    expect(noTerminal.stderr).toContain('--region: received "a b"');
    expect(noTerminal.status).toBe(1);
  });
});

describe('where two people have to approve', () => {
  const approvers = ['alice@example.com', 'bob@example.com'];
  const two = useDeployed({ approvers, iamApprovals: true, approvals: { required: 2 } });
  const role = 'AWSReservedSSO_Security_0123456789abcdef';
  const mia = `arn:aws:sts::${accountId}:assumed-role/${role}/operator`;
  const asMia = (...args: string[]) => inWindow(args, {}, policy, [two, role]).ended;

  it('shows what was proposed as it is, and confirms exactly that', async () => {
    const execution = await waiting('confirmed', {}, two);
    const { accounts, plannedAt } = Plan.parse(stored('confirmed', 'plan.json', two));
    const boxes = accounts.flatMap((account) => tickBoxesOf(account, plannedAt));
    const [box] = boxes;
    await decideOnPage(await two.link('confirmed'), new Set([box?.value ?? '']), 'Left by Leo.', 'Alice A.');
    const ended = asMia('approve', 'confirmed');
    const shown = await terminal?.shows(/Confirm exactly this: delete \d+ credentials? in 1 account\?/);
    expect(shown).toMatch(/Proposed by: Alice A., alice@example.com \(whoever held the link/);
    expect(shown).toMatch(/Proposed: +.* UTC, from \S+/);
    expect(shown).toMatch(/Comment: +Left by Leo./);
    expect(shown).toMatch(/Deleted then:[\s\S]*Left out, so that it stays:/);
    await answer('y, N, or r to refuse', 'y');
    const { status, output } = await ended;
    expect(tooWide(output)).toEqual([]);
    expect(output).toMatch(/You approved \d+ credentials?\. It is recorded as the decision of\s+arn:aws:sts/);
    expect(status).toBe(0);
    expect(decisionOf('confirmed', two)).toMatchObject({
      ...{ decision: 'APPROVED', decidedBy: mia, credentials: box?.credentials.map(({ id }) => ({ id })) },
      proposal: { number: 1, decidedBy: 'alice@example.com', name: 'Alice A.' },
    });
    await expect(execution.result).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(boxes.length).toBeGreaterThan(1);
    const verified = await rootPurge(['verify', join(two.folder, 'bucket', 'runs', 'confirmed')]);
    expect(verified.stdout).toMatch(/10 of 11 checks hold, 1 cannot be checked/);
  });

  it('proposes where nobody has, and takes no confirmation by the same person', async () => {
    const execution = await waiting('proposed', {}, two);
    const first = asMia('approve', 'proposed', '--json');
    await terminal?.shows(/Two people have to approve: what you choose is kept as a proposal/);
    await answer(/r to\s+refuse/, 'a');
    await answer('Can all of these go, although they may be in use? y, N', 'y');
    await answer(/It\s+cannot\s+be\s+brought\s+back\. y, N/, 'y');
    const { status, output } = await first;
    expect(output).toMatch(/Your proposal waits for another person/);
    expect(output).toContain('"proposed":1');
    expect(status).toBe(0);
    expect(() => decisionOf('proposed', two)).toThrow();

    const again = asMia('approve', 'proposed');
    await answer('y, N, or r to refuse', 'y');
    expect((await again).output).toMatch(/Nothing was decided\. You proposed this yourself/);
    expect((await again).status).toBe(1);
    await decideOnPage(await two.link('proposed'), 'all');
    await expect(execution.result).resolves.toMatchObject({ status: 'SUCCEEDED' });
    expect(decisionOf('proposed', two)).toMatchObject({
      decidedBy: 'alice@example.com',
      proposal: { number: 1, decidedBy: mia, knownBy: { kind: 'iam', arn: mia } },
    });
  });

  it('refuses instead of confirming, or chooses otherwise', async () => {
    await waiting('otherwise', {}, two);
    await decideOnPage(await two.link('otherwise'), 'all');
    const other = asMia('approve', 'otherwise');
    await answer('y, N, or r to refuse', 'n');
    await terminal?.shows(/Another selection takes the place of this\s+proposal/);
    await answer(/To choose otherwise, press a/, 'e');
    await answer(/Delete (it|them together)\? y, N/, 'y');
    await answer(/Delete (it|them together)\? y, N/, 'q');
    await answer(/Delete these \d+ of \d+ credentials?\?/, 'y');
    expect((await other).output).toMatch(/Your proposal waits for another person/);
    expect(stored('otherwise', 'proposals/2.json', two)).toMatchObject({ decidedBy: mia });

    const refused = asMia('approve', 'otherwise');
    await answer('y, N, or r to refuse', 'r');
    await answer('Refuse everything? Nothing is deleted then. y, N', 'y');
    await answer('Your name', '\r');
    await answer('Comment', '\r');
    expect((await refused).status).toBe(0);
    expect(decisionOf('otherwise', two)).toMatchObject({ decision: 'REJECTED', decidedBy: mia });
  });

  it('refuses at once, whatever was proposed', async () => {
    await waiting('refused', {}, two);
    const refused = asMia('refuse', 'refused');
    await answer('Refuse everything? Nothing is deleted then. y, N', 'y');
    await answer('Your name', '\r');
    await answer('Comment', '\r');
    expect((await refused).status).toBe(0);
    expect(decisionOf('refused', two)).toMatchObject({ decision: 'REJECTED', decidedBy: mia });
  });
});

describe('where it is not configured', () => {
  const usual = useDeployed();

  it('is refused by name, and there is no route', async () => {
    const env = { PATH: process.env.PATH, HOME: usual.folder, ...usual.env('Approver', policy) };
    const args = [resolve('bin/root-purge.mjs'), 'approve', 'first'];
    const { status, output } = await inTerminal(args, { cwd: usual.folder, columns, env }).ended;
    expect(output).toContain('This app takes no decision that is signed with IAM. Set iamApprovals to true');
    expect(status).toBe(1);
    expect(usual.app.template.httpApis().flatMap(({ routes }) => routes.map(({ key }) => key))).toEqual([
      'ANY /{proxy+}',
    ]);
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { objectKeys } from '../../cli/run/simulated/object-keys';
import { createOrganization, systemClock } from '../../local-aws';
import { startHere } from '../cli/support/command-line';
import { share } from '../support/deep';

const folder = mkdtempSync(join(tmpdir(), 'root-purge-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (spec: string, into = folder) =>
  startHere(['--accounts', '3', '--approve', 'all', '--json', '--folder', into, '--faults', spec]);

const lastLine = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

/** The objects of the run store there. */
const filesIn = (own: string) =>
  readdirSync(own, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(own, join(parentPath, name)))
    .filter((file) => !/^tmp\/|\/local\//.test(file));

/** What the last line of `npm start -- --faults …` says. */
async function startWith(spec: string): Promise<unknown> {
  const { status, outcomes } = lastLine((await start(spec)).stdout);
  return { status, outcomes };
}

const none = { clean: 0, purged: 0, kept: 0, expired: 0, failed: 0, unknown: 0, skipped: 1 };
const settled = { status: 'SUCCEEDED', outcomes: { ...none, clean: 1, purged: 2 } };
const notAsked = { status: 'FAILED', outcomes: { ...none, clean: 1, failed: 2 } };

// What docs/reliability.md says, with the approver, the event bus and the functions that are real.
const faults: [string, object][] = [
  ['unheard:decision.json', settled],
  ['crash-after:RequestApproval=9', notAsked],
  ['lost:DeleteAccessKey', settled],
  ['lost:decision.json', settled],
  ['duplicate:RequestApproval', settled],
  ['duplicate:PurgeAccounts', settled],
  ['crash-after:ApprovalApi', settled],
  ['crash-before:DeliverDecision=2', settled],
];

it.each(share(2, faults))('npm start -- --faults %s', async (spec, expected) => {
  expect(await startWith(spec)).toEqual(expected);
});

it('tells what never happened, and knows every object that a run leaves as one that a fault may be aimed at', async () => {
  const own = join(folder, 'own');
  const { stdout, stderr } = await start('throttle:AssumeRoot,throttle:CreateLoginProfile', own);
  const { faults, run } = lastLine(stdout);
  expect(faults).toEqual({
    struck: { throttle: expect.any(Number) },
    neverHappened: ['throttle:CreateLoginProfile'],
  });
  expect(stderr).toContain('throttle:CreateLoginProfile: never happened.');
  const organization = createOrganization({ accounts: 3, seed: 1, trouble: false, clock: systemClock });
  const known = objectKeys(basename(run), organization);
  const mapRun = /(?<=\/(inspection|purge)\/)[^/]+/;
  const left = filesIn(own).map((key) => key.replace(mapRun, '00000000-0000-0000-0000-000000000000'));
  expect(left.length).toBeGreaterThan(10);
  expect(left.filter((key) => !known.includes(key))).toEqual([]);
});

it('refuses what can strike nothing before anything is started, and says what was perhaps meant', async () => {
  const own = join(folder, 'refused');
  const { status, stderr } = await start('throttle:AssumRoot,unread:acounts.json,reset:iam', own);
  expect(status).toBe(1);
  expect(stderr).toContain(
    '"throttle:AssumRoot", and throttle meets nothing of this name; did you mean AssumeRoot?',
  );
  expect(stderr).toContain(
    '"unread:acounts.json", and unread meets nothing of this name; did you mean accounts.json?',
  );
  expect(stderr).not.toContain('"reset:iam"');
  expect(filesIn(own)).toEqual([]);
});

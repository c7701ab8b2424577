import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startHere } from '../cli/support/command-line';
import { share } from '../support/deep';

const folder = mkdtempSync(join(tmpdir(), 'root-purge-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the last line of `npm start -- --faults …` says. */
async function startWith(spec: string): Promise<unknown> {
  const args = ['--accounts', '3', '--approve', 'all', '--json', '--folder', folder, '--faults', spec];
  const { stdout } = await startHere(args);
  const { status, outcomes } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
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

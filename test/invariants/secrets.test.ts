import { expect, it } from 'vitest';
import { promises } from './promises';
import { organizationOf } from './support/cases';
import { runOnce } from './support/run-case';
import { secretSearch } from './support/secrets';
import { World } from './support/world';

/** With and without what a URL encodes, at the start and only later. */
const secrets = ['k'.repeat(40), `+/${'a'.repeat(41)}=`, `${'b'.repeat(60)}/+==`];
const search = secretSearch(secrets);

it.each([
  ['alone', (secret: string) => secret],
  ['in JSON', (secret: string) => JSON.stringify({ secret })],
  ['in a URL', (secret: string) => `https://example.com/?token=${encodeURIComponent(secret)}&x`],
  ['in the middle of a longer word', (secret: string) => `${'A'.repeat(50)}${secret}${'A'.repeat(50)}`],
])('finds a secret %s', (_, hide) => {
  for (const secret of secrets) expect(search(hide(secret)).map(decodeURIComponent)).toEqual([secret]);
});

it('finds none where there is none', () => {
  expect(search(`${'k'.repeat(39)} ${'b'.repeat(64)} ${'c'.repeat(1000)}`)).toEqual([]);
});

it('looks for secrets in the events of an execution and of its Express children', async () => {
  const account = { state: 'ACTIVE', faults: {}, shielded: false } as const;
  const holds = { signingCertificates: 0, accessKeys: 1, password: false, mfaDevices: [] } as const;
  const answer = { how: 'all', by: 0, mask: 0, race: false, late: false } as const;
  const request = { accounts: [{ ...account, ...holds }], rules: [], seed: 1, input: {}, answer };
  const world = await World.open(organizationOf(request), [], 1);
  try {
    const evidence = await runOnce(world, 'run-1', request);
    const sent = world.events.map((event) => JSON.parse(event)['detail-type']);
    const kept = promises['no secret is left anywhere']?.(evidence);
    const [secret] = world.secrets.all;
    world.events.push(JSON.stringify({ detail: { description: `Used ${secret}.` } }));
    const broken = promises['no secret is left anywhere']?.(evidence);
    expect({ sent: new Set(sent), kept, broken }).toEqual({
      sent: new Set([
        ...['Run Started', 'Approval Requested', 'Approval Decided'],
        ...['Account Purged', 'Run Finished'],
      ]),
      kept: [],
      broken: ['a secret in events'],
    });
  } finally {
    await world.close();
  }
});

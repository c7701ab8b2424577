import { expect, it } from 'vitest';
import { secretSearch } from './support/secrets';

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

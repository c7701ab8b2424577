import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { secretsIn } from './support/secrets';

const secrets = [30, 32, 270].map((bytes) => randomBytes(bytes).toString('base64'));

it.each([
  ['alone', (secret: string) => secret],
  ['in JSON', (secret: string) => JSON.stringify({ secret })],
  ['in a URL', (secret: string) => `https://example.com/?token=${encodeURIComponent(secret)}&x`],
  ['in the middle of a longer word', (secret: string) => `${'A'.repeat(50)}${secret}${'A'.repeat(50)}`],
])('finds a secret %s', (_, hide) => {
  expect(secrets.flatMap((secret) => secretsIn(hide(secret), secrets))).toHaveLength(secrets.length);
});

it('finds none where there is none', () => {
  expect(secretsIn(randomBytes(1000).toString('base64'), secrets)).toEqual([]);
});

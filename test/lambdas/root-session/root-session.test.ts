import '../support/quiet';
import { DecryptCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rememberRootSessions, rootIam, sealSession } from '../../../lambdas/root-session/root-session';
import { inMemoryClients } from '../support/in-memory-clients';

const scope = { run: 'run-1', accountId: '222222222222' };
const session = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' };

let clients: ReturnType<typeof inMemoryClients>;
beforeEach(() => {
  clients = inMemoryClients();
});
afterEach(() => rememberRootSessions(0));

const seal = () => sealSession(clients.seal, scope, session);
const decryptions = () => clients.kmsMock.commandCalls(DecryptCommand).length;

it('is opened anew for each stage, and forgotten', async () => {
  const sealed = await seal();
  const [one, other] = [
    await rootIam(clients.seal, scope, sealed),
    await rootIam(clients.seal, scope, sealed),
  ];
  expect(one).not.toBe(other);
  expect(decryptions()).toBe(2);
});

it('is opened once where the stages share a process, as long as it is among the latest', async () => {
  rememberRootSessions(2);
  const [first, second, third] = [await seal(), await seal(), await seal()];
  const client = await rootIam(clients.seal, scope, first);
  await rootIam(clients.seal, scope, second);
  expect(await rootIam(clients.seal, scope, first)).toBe(client);
  await rootIam(clients.seal, scope, third);
  expect(await rootIam(clients.seal, scope, first)).toBe(client);
  expect(decryptions()).toBe(3);
  await rootIam(clients.seal, scope, second);
  expect(decryptions()).toBe(4);
});

it.each([
  ['account', { ...scope, accountId: '333333333333' }],
  ['run', { ...scope, run: 'run-2' }],
])('stays closed for another %s where it is remembered, too', async (_, other) => {
  rememberRootSessions(2);
  const sealed = await seal();
  await rootIam(clients.seal, scope, sealed);
  await expect(rootIam(clients.seal, other, sealed)).rejects.toThrow('InvalidCiphertext');
});

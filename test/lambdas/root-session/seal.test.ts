import '../support/quiet';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { CompactEncrypt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { sealText, unsealText } from '../../../lambdas/root-session/seal';
import { inMemoryClients } from '../support/in-memory-clients';

const context = { purpose: 'root-session', run: 'run-1', accountId: '222222222222' } as const;

describe('sealing', () => {
  let clients: ReturnType<typeof inMemoryClients>;

  beforeEach(() => {
    clients = inMemoryClients();
  });

  it('opens what it sealed, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (secret) => {
        expect(await unsealText(clients.seal, context, await sealText(clients.seal, context, secret))).toBe(
          secret,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('asks KMS for a fresh key under the configured key and the context', async () => {
    const sealed = await sealText(clients.seal, context, 'secret');
    await unsealText(clients.seal, context, sealed);
    const [generated] = clients.kmsMock.commandCalls(GenerateDataKeyCommand);
    expect(generated?.firstArg.input).toEqual({
      KeyId: clients.seal.keyArn,
      KeySpec: 'AES_256',
      EncryptionContext: context,
    });
    const [opened] = clients.kmsMock.commandCalls(DecryptCommand);
    expect(opened?.firstArg.input).toMatchObject({ KeyId: clients.seal.keyArn, EncryptionContext: context });
  });

  it('shows nothing of the text and seals the same text differently each time', async () => {
    const secret = 'a-secret-that-must-not-show';
    const sealed = await Promise.all([1, 2].map(() => sealText(clients.seal, context, secret)));
    expect(sealed[0]).not.toBe(sealed[1]);
    for (const text of sealed) {
      const parts = text.split('.').map((part) => Buffer.from(part, 'base64url').toString());
      expect([text, ...parts].join()).not.toContain(secret);
    }
  });

  it.each([
    ['another account', { ...context, accountId: '333333333333' }],
    ['another run', { ...context, run: 'run-2' }],
    ['another purpose', { purpose: 'task-token', run: 'run-1' } as const],
  ])('stays closed for %s', async (_, other) => {
    const sealed = await sealText(clients.seal, context, 'secret');
    await expect(unsealText(clients.seal, other, sealed)).rejects.toThrow('InvalidCiphertext');
  });

  it('stays closed when any part of it was changed', async () => {
    const sealed = await sealText(clients.seal, context, 'secret');
    const parts = sealed.split('.');
    expect(parts).toHaveLength(5);
    for (const [index, part] of parts.entries()) {
      const changed = part ? `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}` : 'AAAA';
      const tampered = parts.with(index, changed).join('.');
      await expect(unsealText(clients.seal, context, tampered)).rejects.toThrow();
    }
  });

  it('stays closed for the data key of another sealed text', async () => {
    const [one = '', two = ''] = await Promise.all(
      ['1', '2'].map((text) => sealText(clients.seal, context, text)),
    );
    const swapped = [one.split('.')[0], ...two.split('.').slice(1)].join('.');
    await expect(unsealText(clients.seal, context, swapped)).rejects.toThrow('decryption operation failed');
  });

  it.each(['', 'secret', 'a.b.c.d.e', '{"accessKeyId":"ASIA"}'])(
    'refuses %j, which is not sealed',
    async (text) => {
      await expect(unsealText(clients.seal, context, text)).rejects.toThrow();
      expect(clients.kmsMock.calls()).toEqual([]);
    },
  );

  it('refuses a JWE that carries no data key', async () => {
    const key = new Uint8Array(32);
    const alien = await new CompactEncrypt(new TextEncoder().encode('secret'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key);
    await expect(unsealText(clients.seal, context, alien)).rejects.toThrow('carries no data key');
  });

  it.each([{}, { Plaintext: new Uint8Array(32) }, { CiphertextBlob: new Uint8Array(8) }])(
    'seals nothing when KMS answers %j',
    async (answer) => {
      clients.kmsMock.on(GenerateDataKeyCommand).resolves(answer);
      await expect(sealText(clients.seal, context, 'secret')).rejects.toMatchObject({
        name: 'IncompleteAnswerError',
      });
    },
  );

  it('opens nothing when KMS answers without the key', async () => {
    const sealed = await sealText(clients.seal, context, 'secret');
    clients.kmsMock.on(DecryptCommand).resolves({});
    await expect(unsealText(clients.seal, context, sealed)).rejects.toMatchObject({
      name: 'IncompleteAnswerError',
    });
  });
});

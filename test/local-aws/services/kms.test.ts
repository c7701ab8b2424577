import { createPublicKey, verify } from 'node:crypto';
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, it } from 'vitest';
import { kms } from '../../../local-aws/services/kms';
import { serve } from '../support/serve';

const keyOf = (digit: string) => {
  const keyId = `${digit.repeat(8)}-0000-4000-8000-000000000000`;
  return { keyId, arn: `arn:aws:kms:eu-west-1:111111111111:key/${keyId}` };
};
const sealing = keyOf('a');
const other = keyOf('b');
const signing = { ...keyOf('c'), keySpec: 'ECC_NIST_P256' };
const EncryptionContext = { account: '222222222222', execution: 'run-1' };
let client: KMSClient;

beforeAll(async () => {
  client = new KMSClient(await serve(kms({ keys: [sealing, other, signing] })));
});

const generate = (KeyId = sealing.arn) =>
  client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));

describe('kms', () => {
  it('generates a data key that only its encryption context opens, in any order', async () => {
    const { KeyId, Plaintext, CiphertextBlob } = await generate();
    expect([KeyId, Plaintext?.length]).toEqual([sealing.arn, 32]);
    const reordered = { execution: 'run-1', account: '222222222222' };
    const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: reordered }));
    expect([opened.KeyId, opened.Plaintext]).toEqual([sealing.arn, Plaintext]);
  });

  it('makes a new key and a new ciphertext each time, also by key ID', async () => {
    const [one, two] = [await generate(), await generate(sealing.keyId)];
    expect(one.Plaintext).not.toEqual(two.Plaintext);
    expect(one.CiphertextBlob).not.toEqual(two.CiphertextBlob);
  });

  it('opens without an encryption context what was made without one, also where the key is named', async () => {
    const made = await client.send(new GenerateDataKeyCommand({ KeyId: sealing.arn, NumberOfBytes: 6 }));
    const { CiphertextBlob, Plaintext } = made;
    const opened = await client.send(new DecryptCommand({ CiphertextBlob, KeyId: sealing.keyId }));
    expect(Plaintext).toHaveLength(6);
    expect(opened.Plaintext).toEqual(Plaintext);
  });

  it.each([
    ['another context', { account: '333333333333', execution: 'run-1' }],
    ['part of the context', { account: '222222222222' }],
    ['no context', undefined],
  ])('does not decrypt with %s', async (_, wrong) => {
    const { CiphertextBlob } = await generate();
    const decrypted = client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: wrong }));
    await expect(decrypted).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it.each([
    ['cut short', (blob: Uint8Array) => blob.slice(0, 40)],
    [
      'changed',
      (blob: Uint8Array) => blob.map((byte, index) => (index === blob.length - 1 ? byte ^ 1 : byte)),
    ],
    ['of an unknown key', (blob: Uint8Array) => blob.map((byte, index) => (index === 0 ? 99 : byte))],
  ])('does not decrypt a ciphertext that is %s', async (_, change) => {
    const { CiphertextBlob = new Uint8Array() } = await generate();
    const decrypted = client.send(
      new DecryptCommand({ CiphertextBlob: change(CiphertextBlob), EncryptionContext }),
    );
    await expect(decrypted).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('does not decrypt with another key than the one named', async () => {
    const { CiphertextBlob } = await generate();
    const decrypted = client.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: other.arn }),
    );
    await expect(decrypted).rejects.toMatchObject({ name: 'IncorrectKeyException' });
  });

  it('names the key it has not', async () => {
    await expect(generate('alias/none')).rejects.toMatchObject({
      name: 'NotFoundException',
      message: "Key 'alias/none' does not exist",
    });
  });
});

describe('a key for signing', () => {
  const sign = (KeyId: string) =>
    client.send(
      new SignCommand({ KeyId, Message: Buffer.from('the digests'), SigningAlgorithm: 'ECDSA_SHA_256' }),
    );

  it('signs what its public key verifies, both in DER', async () => {
    const { Signature = new Uint8Array(), ...answer } = await sign(signing.arn);
    expect(answer).toMatchObject({ KeyId: signing.arn, SigningAlgorithm: 'ECDSA_SHA_256' });
    const { PublicKey = new Uint8Array(), KeyUsage } = await client.send(
      new GetPublicKeyCommand({ KeyId: signing.keyId }),
    );
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
    expect(KeyUsage).toBe('SIGN_VERIFY');
    expect(verify('sha256', Buffer.from('the digests'), key, Signature)).toBe(true);
    expect(verify('sha256', Buffer.from('other digests'), key, Signature)).toBe(false);
  });

  it('is no key for sealing, and the other way round', async () => {
    await expect(sign(sealing.arn)).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
    await expect(client.send(new GetPublicKeyCommand({ KeyId: sealing.arn }))).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
  });
});

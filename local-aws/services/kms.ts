import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Authorize } from '../iam/access-control';
import { encryptionContextKeys } from '../iam/condition-keys';
import { AwsError } from '../wire/aws-error';
import { serviceApp } from '../wire/service';
import type { Signer } from '../wire/signer';

/** The keys there are, and who may use them. */
export interface KmsOptions {
  keys: { keyId: string; arn: string }[];
  /** @default every caller may use every key */
  authorize?: Authorize;
}

interface MasterKey {
  keyId: string;
  arn: string;
  /** Random in each process: what one run sealed the next one cannot open. */
  secret: Buffer;
}

type EncryptionContext = Record<string, string>;

const context = z.record(z.string(), z.string()).default({});
const bytes = z.string().transform((text) => Buffer.from(text, 'base64'));
const generateDataKeyInput = z.object({
  KeyId: z.string(),
  KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
  NumberOfBytes: z.number().int().min(1).max(1024).optional(),
  EncryptionContext: context,
});
const decryptInput = z.object({
  KeyId: z.string().optional(),
  CiphertextBlob: bytes,
  EncryptionContext: context,
});

/**
 * AWS KMS as far as GenerateDataKey and Decrypt with symmetric keys go: AES-256-GCM under a key of each KMS key's own,
 * the encryption context bound as additional data.
 */
export function kms({ keys, authorize }: KmsOptions): Hono {
  const masterKeys = keys.map(({ keyId, arn }): MasterKey => ({ keyId, arn, secret: randomBytes(32) }));
  const check = (signer: Signer, operation: string, { arn }: MasterKey, context: EncryptionContext) =>
    authorize?.(signer, {
      action: `kms:${operation}`,
      resource: arn,
      context: encryptionContextKeys(context),
    });
  return serviceApp('kms', {
    GenerateDataKey: ({ parameters, signer }) => {
      const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = generateDataKeyInput.parse(parameters);
      const key = findKey(masterKeys, KeyId);
      check(signer, 'GenerateDataKey', key, EncryptionContext);
      const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
      return {
        KeyId: key.arn,
        Plaintext: plaintext.toString('base64'),
        CiphertextBlob: encrypt(key, plaintext, EncryptionContext).toString('base64'),
      };
    },
    Decrypt: ({ parameters, signer }) => {
      const { KeyId, CiphertextBlob, EncryptionContext } = decryptInput.parse(parameters);
      const key = keyOf(masterKeys, CiphertextBlob);
      check(signer, 'Decrypt', key, EncryptionContext);
      if (KeyId !== undefined && findKey(masterKeys, KeyId) !== key) {
        throw new AwsError(
          'IncorrectKeyException',
          'The key ID in the request does not identify a CMK that can perform this operation.',
        );
      }
      return {
        KeyId: key.arn,
        Plaintext: decrypt(key, CiphertextBlob, EncryptionContext).toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
  });
}

function findKey(keys: MasterKey[], keyIdOrArn: string): MasterKey {
  const key = keys.find(({ keyId, arn }) => keyIdOrArn === keyId || keyIdOrArn === arn);
  if (!key) throw new AwsError('NotFoundException', `Key '${keyIdOrArn}' does not exist`);
  return key;
}

const keyIdLength = 36;
const ivLength = 12;
const tagLength = 16;

/** A ciphertext blob names its key, so that Decrypt needs no key ID: key ID, IV, tag, ciphertext. */
function encrypt(
  { keyId, secret }: MasterKey,
  plaintext: Buffer,
  encryptionContext: EncryptionContext,
): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(additionalData(encryptionContext));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(keyId.padEnd(keyIdLength)), iv, cipher.getAuthTag(), ciphertext]);
}

const ivEnd = keyIdLength + ivLength;
const tagEnd = ivEnd + tagLength;

function keyOf(keys: MasterKey[], blob: Buffer): MasterKey {
  const key = keys.find(({ keyId }) => keyId === blob.toString('utf8', 0, keyIdLength).trimEnd());
  if (!key || blob.length < tagEnd) throw new AwsError('InvalidCiphertextException', '');
  return key;
}

function decrypt({ secret }: MasterKey, blob: Buffer, encryptionContext: EncryptionContext): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', secret, blob.subarray(keyIdLength, ivEnd))
    .setAAD(additionalData(encryptionContext))
    .setAuthTag(blob.subarray(ivEnd, tagEnd));
  try {
    return Buffer.concat([decipher.update(blob.subarray(tagEnd)), decipher.final()]);
  } catch (cause) {
    throw Object.assign(new AwsError('InvalidCiphertextException', ''), { cause });
  }
}

/** The order of the pairs does not matter (AWS KMS Developer Guide, "Encryption context"). */
function additionalData(encryptionContext: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(encryptionContext).sort(([a], [b]) => (a < b ? -1 : 1))));
}

import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Authorize } from '../iam/access-control';
import { encryptionContextKeys } from '../iam/condition-keys';
import { AwsError } from '../wire/aws-error';
import { serviceApp } from '../wire/service';
import type { Signer } from '../wire/signer';
import { type EncryptionContext, invalidCiphertext, keyIdIn, MasterKey } from './master-key';

/** A key, and what DescribeKey says of its state. */
export interface KeyDescription {
  readonly keyId: string;
  readonly arn: string;
  /** @default Enabled */
  state?: 'Enabled' | 'Disabled' | 'PendingDeletion';
}

/** The keys there are, and who may use them. */
export interface KmsOptions {
  keys: KeyDescription[];
  /** @default every caller may use every key */
  authorize?: Authorize;
}

interface ServedKey {
  readonly arn: string;
  readonly description: KeyDescription;
  readonly master: MasterKey;
}

const context = z.record(z.string(), z.string()).default({});
const bytes = z.string().transform((text) => Buffer.from(text, 'base64'));
const describeKeyInput = z.object({ KeyId: z.string() });
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
 * AWS KMS as far as DescribeKey, GenerateDataKey and Decrypt with symmetric keys go: AES-256-GCM under a key of each KMS key's own,
 * the encryption context bound as additional data.
 */
export function kms({ keys, authorize }: KmsOptions): Hono {
  const served = keys.map(
    (description): ServedKey => ({
      arn: description.arn,
      description,
      master: new MasterKey(description.keyId),
    }),
  );
  const check = (signer: Signer, operation: string, { arn }: ServedKey, context: EncryptionContext) =>
    authorize?.(signer, {
      action: `kms:${operation}`,
      resource: arn,
      context: encryptionContextKeys(context),
    });
  return serviceApp('kms', {
    DescribeKey: ({ parameters, signer }) => {
      const key = findKey(served, describeKeyInput.parse(parameters).KeyId);
      check(signer, 'DescribeKey', key, {});
      const { keyId, arn, state = 'Enabled' } = key.description;
      const usage = { KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT', KeyManager: 'CUSTOMER' };
      return {
        KeyMetadata: { KeyId: keyId, Arn: arn, KeyState: state, Enabled: state === 'Enabled', ...usage },
      };
    },
    GenerateDataKey: ({ parameters, signer }) => {
      const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = generateDataKeyInput.parse(parameters);
      const key = findKey(served, KeyId);
      check(signer, 'GenerateDataKey', key, EncryptionContext);
      const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
      return {
        KeyId: key.arn,
        Plaintext: plaintext.toString('base64'),
        CiphertextBlob: key.master.encrypt(plaintext, EncryptionContext).toString('base64'),
      };
    },
    Decrypt: ({ parameters, signer }) => {
      const { KeyId, CiphertextBlob, EncryptionContext } = decryptInput.parse(parameters);
      const key = keyOf(served, CiphertextBlob);
      check(signer, 'Decrypt', key, EncryptionContext);
      if (KeyId !== undefined && findKey(served, KeyId) !== key) {
        throw new AwsError(
          'IncorrectKeyException',
          'The key ID in the request does not identify a CMK that can perform this operation.',
        );
      }
      return {
        KeyId: key.arn,
        Plaintext: key.master.decrypt(CiphertextBlob, EncryptionContext).toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
  });
}

function findKey(keys: readonly ServedKey[], keyIdOrArn: string): ServedKey {
  const key = keys.find(({ master, arn }) => keyIdOrArn === master.keyId || keyIdOrArn === arn);
  if (!key) throw new AwsError('NotFoundException', `Key '${keyIdOrArn}' does not exist`);
  return key;
}

function keyOf(keys: readonly ServedKey[], blob: Buffer): ServedKey {
  const keyId = keyIdIn(blob);
  const key = keys.find(({ master }) => master.keyId === keyId);
  if (!key) throw invalidCiphertext();
  return key;
}

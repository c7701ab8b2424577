import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Authorize } from '../iam/access-control';
import { encryptionContextKeys } from '../iam/condition-keys';
import { AwsError } from '../wire/aws-error';
import { ServiceApp } from '../wire/service';
import type { Signer } from '../wire/signer';
import { invalidCiphertext, keyIdIn, MasterKey } from './master-key';
import { SigningKeyPair } from './signing-key-pair';

/** A key, and what DescribeKey says of its state. */
export interface KeyDescription {
  readonly keyId: string;
  readonly arn: string;
  /** @default SYMMETRIC_DEFAULT */
  readonly keySpec?: string;
  /** @default Enabled */
  state?: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** The key policy, as JSON. @default the one that KMS makes, which leaves all to IAM */
  policy?: string;
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
  /** Of a key for signing. */
  readonly signs: SigningKeyPair | undefined;
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

const getKeyPolicyInput = z.object({ KeyId: z.string(), PolicyName: z.literal('default').optional() });
const getPublicKeyInput = z.object({ KeyId: z.string() });
const signInput = z.object({
  KeyId: z.string(),
  Message: bytes,
  MessageType: z.literal('RAW').optional(),
  SigningAlgorithm: z.literal('ECDSA_SHA_256'),
});

/**
 * AWS KMS as far as DescribeKey, GetKeyPolicy, GenerateDataKey and Decrypt with symmetric keys go: AES-256-GCM under a key of each KMS key's own,
 * the encryption context bound as additional data; and Sign (whole messages) and GetPublicKey with keys for
 * ECC_NIST_P256.
 */
export function kms({ keys, authorize }: KmsOptions): ServiceApp {
  const served = keys.map((description): ServedKey => {
    const { keyId, arn, keySpec } = description;
    const signs = keySpec === 'ECC_NIST_P256' ? new SigningKeyPair() : undefined;
    return { arn, description, master: new MasterKey(keyId), signs };
  });
  const check = (
    signer: Signer,
    operation: string,
    { arn }: ServedKey,
    context: Record<string, string | string[]>,
  ) => authorize?.(signer, { action: `kms:${operation}`, resource: arn, context });
  return new ServiceApp('kms', {
    DescribeKey: ({ parameters, signer }) => {
      const key = findKey(served, describeKeyInput.parse(parameters).KeyId);
      check(signer, 'DescribeKey', key, {});
      const { keyId, arn, state = 'Enabled', keySpec: KeySpec = 'SYMMETRIC_DEFAULT' } = key.description;
      const KeyUsage = key.signs ? 'SIGN_VERIFY' : 'ENCRYPT_DECRYPT';
      const usage = { KeyUsage, KeySpec, KeyManager: 'CUSTOMER' };
      return {
        KeyMetadata: { KeyId: keyId, Arn: arn, KeyState: state, Enabled: state === 'Enabled', ...usage },
      };
    },
    GetKeyPolicy: ({ parameters, signer }) => {
      const key = findKey(served, getKeyPolicyInput.parse(parameters).KeyId);
      check(signer, 'GetKeyPolicy', key, {});
      return { Policy: key.description.policy ?? leftToIam(key.arn), PolicyName: 'default' };
    },
    GenerateDataKey: ({ parameters, signer }) => {
      const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = generateDataKeyInput.parse(parameters);
      const key = findKey(served, KeyId);
      check(signer, 'GenerateDataKey', key, encryptionContextKeys(EncryptionContext));
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
      check(signer, 'Decrypt', key, encryptionContextKeys(EncryptionContext));
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
    Sign: ({ parameters, signer }) => {
      const { KeyId, Message, SigningAlgorithm } = signInput.parse(parameters);
      const key = findKey(served, KeyId);
      check(signer, 'Sign', key, { 'kms:signingalgorithm': SigningAlgorithm });
      return { KeyId: key.arn, SigningAlgorithm, Signature: pairOf(key).sign(Message).toString('base64') };
    },
    GetPublicKey: ({ parameters, signer }) => {
      const key = findKey(served, getPublicKeyInput.parse(parameters).KeyId);
      check(signer, 'GetPublicKey', key, {});
      const facts = {
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        SigningAlgorithms: ['ECDSA_SHA_256'],
      };
      return { KeyId: key.arn, PublicKey: pairOf(key).publicKey.toString('base64'), ...facts };
    },
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const leftToIam = (arn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${arn.split(':')[4]}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

/** @throws AwsError for a key that is not for signing */
function pairOf({ arn, signs }: ServedKey): SigningKeyPair {
  if (signs) return signs;
  throw new AwsError(
    'InvalidKeyUsageException',
    `${arn} key usage is ENCRYPT_DECRYPT which is not valid for the operation.`,
  );
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

import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { base64url, CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { contentOf } from '../aws-calls/content-of';
import { ownClient } from '../aws-calls/own-client';
import { env } from '../skeleton/env';

/**
 * Sealing: a secret leaves a Lambda only as a JWE (AES-256-GCM, by `jose`) under a fresh KMS data key. The data
 * key travels encrypted in the JWE's protected header; KMS opens it for the same encryption context alone.
 */
export interface Seal {
  readonly kms: KMSClient;
  readonly keyArn: string;
}

/** The seal of the deployed app, by this function's role. @throws MissingEnvironmentVariableError without a key */
export function ownSeal(): Seal {
  return { kms: ownClient(KMSClient), keyArn: env('SEALING_KEY_ARN') };
}

/** What a sealed secret belongs to; KMS refuses to open it in any other context. */
export type EncryptionContext =
  | { purpose: 'root-session'; run: string; accountId: string }
  | { purpose: 'task-token'; run: string }
  /** That of a person who signed in, not that of a root user. */
  | { purpose: 'session'; run: string }
  /** A sign-in that has begun, by the digest of its `state`. */
  | { purpose: 'sign-in'; transaction: string };

/** A secret as a JWE that KMS opens in this context alone. @throws IncompleteAnswerError where KMS gives no data key */
export async function sealText(seal: Seal, context: EncryptionContext, secret: string): Promise<string> {
  const dataKey = await seal.kms.send(
    new GenerateDataKeyCommand({ KeyId: seal.keyArn, KeySpec: 'AES_256', EncryptionContext: context }),
  );
  const plaintext = contentOf('kms:GenerateDataKey', 'the data key', dataKey.Plaintext);
  const encrypted = contentOf('kms:GenerateDataKey', 'the encrypted data key', dataKey.CiphertextBlob);
  return new CompactEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', dataKey: base64url.encode(encrypted) })
    .encrypt(plaintext);
}

/** A text carries no data key, so that nobody can have sealed it. */
class NotSealedError extends Error {
  override readonly name = 'NotSealedError';
}

/** The secret in a JWE that `sealText` made. @throws InvalidCiphertextException of KMS, in any other context */
export async function unsealText(seal: Seal, context: EncryptionContext, sealed: string): Promise<string> {
  const { dataKey } = decodeProtectedHeader(sealed);
  if (typeof dataKey !== 'string') throw new NotSealedError('The sealed text carries no data key.');
  const opened = await seal.kms.send(
    new DecryptCommand({
      KeyId: seal.keyArn,
      CiphertextBlob: base64url.decode(dataKey),
      EncryptionContext: context,
    }),
  );
  const { plaintext } = await compactDecrypt(
    sealed,
    contentOf('kms:Decrypt', 'the data key', opened.Plaintext),
  );
  return new TextDecoder().decode(plaintext);
}

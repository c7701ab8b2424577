import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { contentOf } from '../aws-calls/content-of';
import { ownClient } from '../aws-calls/own-client';
import { envOrNone } from '../skeleton/env';

/** A key for signing, which never leaves KMS. */
export interface SigningKey {
  readonly kms: KMSClient;
  /** Of a key for `ECC_NIST_P256`. */
  readonly keyArn: string;
}

/** The signing key of the deployed app; `undefined` where its configuration has none. */
export function ownSigningKey(): SigningKey | undefined {
  const keyArn = envOrNone('SIGNING_KEY_ARN');
  return keyArn ? { kms: ownClient(KMSClient), keyArn } : undefined;
}

/**
 * A text as a JWS in compact form (ES256), signed by KMS.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 */
export async function signed({ kms, keyArn }: SigningKey, text: string): Promise<string> {
  const header = base64url(JSON.stringify({ alg: 'ES256', kid: keyArn }));
  const input = `${header}.${base64url(text)}`;
  const { Signature } = await kms.send(
    new SignCommand({
      KeyId: keyArn,
      // At most 4,096 bytes, of which the digests of five files take a fifth.
      Message: Buffer.from(input),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  );
  return `${input}.${joseSignature(contentOf('kms:Sign', 'the signature', Signature)).toString('base64url')}`;
}

/** The public half of the key, as PEM (SPKI). */
export async function publicKeyOf({ kms, keyArn }: SigningKey): Promise<string> {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyArn }));
  const key = contentOf('kms:GetPublicKey', 'the public key', PublicKey);
  return createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' })
    .export({ format: 'pem', type: 'spki' })
    .toString();
}

/** KMS gives a signature as a DER sequence of two integers, a JWS holds both as 32 bytes each: RFC 7518, section 3.4. */
function joseSignature(der: Uint8Array): Buffer {
  const [r, s] = [integerAt(der, 2), integerAt(der, 4 + (der[3] ?? 0))];
  return Buffer.concat(
    [r, s].map((integer) => Buffer.from(integer.toString('hex').padStart(64, '0').slice(-64), 'hex')),
  );
}

function integerAt(der: Uint8Array, start: number): Buffer {
  return Buffer.from(der.subarray(start + 2, start + 2 + (der[start + 1] ?? 0)));
}

const base64url = (text: string) => Buffer.from(text).toString('base64url');

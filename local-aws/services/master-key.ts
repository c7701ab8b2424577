import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../wire/aws-error';

/** What a ciphertext is bound to: it is opened for the same pairs, in any order. */
export type EncryptionContext = Readonly<Record<string, string>>;

const keyIdLength = 36;
const ivLength = 12;
const tagLength = 16;
const ivEnd = keyIdLength + ivLength;
const tagEnd = ivEnd + tagLength;

/** The key material of a KMS key, random in each process: what one sealed the next one cannot open. */
export class MasterKey {
  readonly #secret = randomBytes(32);

  constructor(readonly keyId: string) {}

  /** A ciphertext blob names its key, so that Decrypt needs no key ID: key ID, IV, tag, ciphertext. */
  encrypt(plaintext: Uint8Array, context: EncryptionContext): Buffer {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv('aes-256-gcm', this.#secret, iv).setAAD(additionalData(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Buffer.from(this.keyId.padEnd(keyIdLength)), iv, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws AwsError `InvalidCiphertextException` for what is not of this key, or in another context */
  decrypt(blob: Uint8Array, context: EncryptionContext): Buffer {
    if (keyIdIn(blob) !== this.keyId) throw invalidCiphertext();
    const decipher = createDecipheriv('aes-256-gcm', this.#secret, blob.subarray(keyIdLength, ivEnd))
      .setAAD(additionalData(context))
      .setAuthTag(blob.subarray(ivEnd, tagEnd));
    try {
      return Buffer.concat([decipher.update(blob.subarray(tagEnd)), decipher.final()]);
    } catch (cause) {
      throw Object.assign(invalidCiphertext(), { cause });
    }
  }
}

/** The ID of the key of a ciphertext blob. @throws AwsError `InvalidCiphertextException` for what is none */
export function keyIdIn(blob: Uint8Array): string {
  if (blob.length < tagEnd) throw invalidCiphertext();
  return Buffer.from(blob.subarray(0, keyIdLength)).toString('utf8').trimEnd();
}

/** What KMS says of a ciphertext that it cannot open. */
export const invalidCiphertext = () => new AwsError('InvalidCiphertextException', '');

/** The order of the pairs does not matter (AWS KMS Developer Guide, "Encryption context"). */
function additionalData(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}

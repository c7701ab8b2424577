import { generateKeyPairSync, sign } from 'node:crypto';

/** A key pair on the curve P-256 (`ECC_NIST_P256`), random in each process. */
export class SigningKeyPair {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** In DER (SPKI). */
  get publicKey(): Buffer {
    return this.#pair.publicKey.export({ format: 'der', type: 'spki' });
  }

  /** The signature of a message (`ECDSA_SHA_256`), in DER as KMS gives it. */
  sign(message: Uint8Array): Buffer {
    return sign('sha256', message, this.#pair.privateKey);
  }
}

import { type EncryptionContext, type Seal, unsealText } from '../root-session/seal';

/** By KMS of another key or context, by `jose` of what was changed, and of what is no sealed text at all. */
const nobodysSeal = new Set([
  'InvalidCiphertextException',
  'IncorrectKeyException',
  'ValidationException',
  'JWEInvalid',
  'JWEDecryptionFailed',
  'JOSEAlgNotAllowed',
  'JOSENotSupported',
  'TypeError',
  'NotSealedError',
]);

/** What is sealed in a cookie, or `undefined` where this app did not seal it, or not in this context. */
export async function opened(seal: Seal, context: EncryptionContext, sealed: string): Promise<unknown> {
  try {
    return JSON.parse(await unsealText(seal, context, sealed));
  } catch (error) {
    if (error instanceof Error && nobodysSeal.has(error.name)) return undefined;
    throw error;
  }
}

import { type CryptoKey, compactVerify, importJWK, importSPKI, type JWK } from 'jose';
import type { AnyReport } from '../../lambdas/tasks/shapes';
import { checked, type RecordCheck } from './record-check';
import type { RunFiles } from './run-files';

/** A public key, and where it comes from: what lies beside the files can be exchanged with them. */
export interface PublicKey {
  /** A JWK, or SPKI in PEM. */
  readonly text: string;
  readonly from: string;
}

/** Whether `report.jws` is a signature of SHA256SUMS, made with this key. */
export async function checkSignature(
  files: RunFiles,
  report: AnyReport | undefined,
  key: PublicKey | undefined,
): Promise<RecordCheck> {
  const jws = files.get('report.jws');
  const signer = report?.signedWith;
  if (jws === undefined) {
    const why = signer ?? (key && 'you gave a key');
    return why
      ? checked('signature', [`There is no report.jws, and it should be signed (${why}).`])
      : checked('signature', [], ['The run is not signed (configuration: signReports).']);
  }
  const beside = files.get('signing-key.pem');
  const used = key ?? (beside === undefined ? undefined : { text: beside, from: 'signing-key.pem' });
  const problems = used ? await problemsOf(jws, used, files.get('SHA256SUMS')) : [];
  return checked('signature', problems, key ? [] : [unknownSigner]);
}

/** Whoever can write beside a report can exchange the key with the signature. */
const unknownSigner =
  'Whether report.jws is signed by the key of the app: give its public key with --key, from a place that you trust.';

async function problemsOf(jws: string, key: PublicKey, sums: string | undefined): Promise<string[]> {
  try {
    const { payload } = await compactVerify(jws, await publicKey(key.text), { algorithms: ['ES256'] });
    const isOfSums = Buffer.from(payload).toString() === sums;
    return isOfSums ? [] : ['report.jws signs other digests than those in SHA256SUMS.'];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [`report.jws is no signature by the key from ${key.from} (${said}).`];
  }
}

async function publicKey(text: string): Promise<CryptoKey> {
  if (text.includes('BEGIN PUBLIC KEY')) return importSPKI(text, 'ES256');
  const key = await importJWK(JSON.parse(text) as JWK, 'ES256');
  if (key instanceof Uint8Array) throw new Error('the key is a secret, not a public key');
  return key;
}

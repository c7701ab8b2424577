import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../wire/aws-error';
import { canonicalRequest, type SignedRequest, sha256 } from './canonical-request';

/** What belongs to an access key and is known to its owner alone. */
export interface KeySecrets {
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

/** Finds what belongs to an access key ID; undefined for one that nobody has. */
export type SecretsOf = (accessKeyId: string) => KeySecrets | undefined;

/** An `Authorization` header of Signature Version 4. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `20260101` */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const pattern =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Reads a request's `Authorization` header of Signature Version 4.
 * @throws AwsError MissingAuthenticationToken or IncompleteSignature
 */
export function readAuthorization(headers: Headers): Authorization {
  const header = headers.get('authorization');
  if (header === null) throw refused('MissingAuthenticationToken', 'Request is missing Authentication Token');
  const [, accessKeyId = '', day = '', region = '', service = '', signed = '', signature = ''] =
    pattern.exec(header) ?? [];
  if (accessKeyId === '')
    throw refused('IncompleteSignature', 'The Authorization header is no Signature Version 4.');
  return { accessKeyId, day, region, service, signedHeaders: signed.split(';'), signature };
}

/**
 * Makes sure that a request comes, as it is, from somebody who holds the secrets of its access key. Of a body that is
 * sent in chunks the signature covers only that it is.
 * @throws AwsError InvalidClientTokenId, SignatureDoesNotMatch, RequestExpired …, as AWS answers; all with status 403
 */
export function assertSigned(
  request: SignedRequest,
  authorization: Authorization,
  secrets: KeySecrets | undefined,
  now = Date.now(),
): void {
  const { sessionToken = '', secretAccessKey } = secrets ?? unknownKey();
  const { headers, body } = request;
  if (!isEqual(headers.get('x-amz-security-token') ?? '', sessionToken)) unknownKey();
  const date = headers.get('x-amz-date') ?? '';
  assertRecent(date, authorization.day, now);
  assertAllSigned(headers, authorization.signedHeaders);
  const text = canonicalRequest(request, authorization);
  if (!isEqual(signatureOf(text, date, authorization, secretAccessKey), authorization.signature))
    throw refused(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  const digest = headers.get('x-amz-content-sha256');
  if (digest !== null && /^[0-9a-f]{64}$/.test(digest) && digest !== sha256(body))
    throw refused('SignatureDoesNotMatch', 'The digest of the body is not the one that was signed.');
}

function unknownKey(): never {
  throw refused('InvalidClientTokenId', 'The security token included in the request is invalid.');
}

/** IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests". */
const tolerance = 5 * 60_000;

/** Not a number where a text is no `20260101T000000Z`. */
const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function assertRecent(date: string, day: string, now: number): void {
  if (date.startsWith(day) && Math.abs(now - timeOf(date)) <= tolerance) return;
  throw refused('SignatureDoesNotMatch', `Signature expired or not yet current: ${date}`);
}

/** What says what is asked for must have been signed. */
function assertAllSigned(headers: Headers, signed: readonly string[]): void {
  const missing = ['host', ...[...headers.keys()].filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !signed.includes(name),
  );
  if (missing.length === 0) return;
  throw refused('SignatureDoesNotMatch', `There were headers that were not signed: ${missing.join(', ')}`);
}

function signatureOf(
  request: string,
  date: string,
  { day, region, service }: Authorization,
  secretAccessKey: string,
): string {
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n');
  return hmac(signingKey(secretAccessKey, [day, region, service]), text).toString('hex');
}

const signingKeys = new Map<string, Buffer>();
const keptSigningKeys = 1000;

/** Four digests, which most calls find here. */
function signingKey(secretAccessKey: string, scope: readonly string[]): Buffer {
  const name = [secretAccessKey, ...scope].join('/');
  const known = signingKeys.get(name);
  if (known) return known;
  const key = [...scope, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  if (signingKeys.size >= keptSigningKeys) signingKeys.clear();
  signingKeys.set(name, Buffer.from(key));
  return Buffer.from(key);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Takes as long whatever differs; a length is no secret. */
function isEqual(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

const refused = (code: string, message: string) => new AwsError(code, message, 403);

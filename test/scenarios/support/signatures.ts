import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([\w-]+)\/([\w-]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=[0-9a-f]{64}$/;

/**
 * What is wrong with the Signature Version 4 of a request, for instance `KEY: SignatureDoesNotMatch`; `undefined` where
 * nothing is. The request is signed once more with the secret that goes with its access key, and the clock may differ
 * by five minutes (IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests").
 */
export async function wrongSignature(
  request: Request,
  secretOf: (accessKeyId: string) => string,
): Promise<string | undefined> {
  const received = request.headers.get('authorization') ?? '';
  const [, accessKeyId = '', region = '', service = '', signed = ''] =
    authorizationPattern.exec(received) ?? [];
  if (!accessKeyId) return `IncompleteSignature: ${received.replace(/Signature=.*/, '')}`;
  const secretAccessKey = secretOf(accessKeyId);
  const signingDate = dateOf(request.headers.get('x-amz-date') ?? '');
  if (!(Math.abs(Date.now() - signingDate.getTime()) < 5 * 60_000)) return `${accessKeyId}: RequestExpired`;

  const { Authorization, authorization = Authorization } = (
    await signer({ accessKeyId, secretAccessKey, region, service }).sign(
      await asSigned(request, signed.split(';')),
      { signingDate },
    )
  ).headers;
  return authorization === received ? undefined : `${accessKeyId}: SignatureDoesNotMatch`;
}

/** `20260101T000000Z`; an Invalid Date for anything else. */
function dateOf(text: string): Date {
  return new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function signer(from: { accessKeyId: string; secretAccessKey: string; region: string; service: string }) {
  const { accessKeyId, secretAccessKey, region, service } = from;
  const credentials = { accessKeyId, secretAccessKey };
  return new SignatureV4({ credentials, region, service, sha256: Sha256, uriEscapePath: service !== 's3' });
}

/** The request with the headers that must have been signed; the digest of the body is left to be computed anew. */
async function asSigned(request: Request, signed: readonly string[]) {
  const { method, url } = request;
  const { protocol, hostname, port, pathname, searchParams } = new URL(url);
  const headers = [...request.headers].filter(
    ([name]) =>
      name !== 'x-amz-content-sha256' &&
      (signed.includes(name) || name === 'host' || name.startsWith('x-amz-')),
  );
  return {
    method,
    protocol,
    hostname,
    port: Number(port),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(headers),
    body: new Uint8Array(await request.arrayBuffer()),
  };
}

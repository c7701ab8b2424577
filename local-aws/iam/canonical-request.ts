import { createHash } from 'node:crypto';

/** What of an HTTP request is signed; `body` is what was sent, undecoded. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Gives the SHA-256 digest of text or bytes, in hexadecimal digits. */
export const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

/**
 * The text whose digest is signed (IAM User Guide, "Create a signed AWS API request"). S3 alone takes the path as it is
 * sent; for the other services it is encoded once more.
 */
export function canonicalRequest(
  { method, url, headers, body }: SignedRequest,
  { service, signedHeaders }: { service: string; signedHeaders: readonly string[] },
): string {
  const { pathname, search, host } = new URL(url);
  const value = (name: string) => headers.get(name) ?? (name === 'host' ? host : '');
  return [
    method,
    service === 's3' ? pathname : encode(pathname).replaceAll('%2F', '/'),
    canonicalQuery(search.slice(1)),
    ...signedHeaders.map((name) => `${name}:${value(name).trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    // `UNSIGNED-PAYLOAD`, or what a stream says in advance, is signed as it is.
    headers.get('x-amz-content-sha256') ?? sha256(body),
  ].join('\n');
}

/** By name, then by value. */
function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return pairs
    .map((pair) => {
      const [name = '', ...value] = pair.split('=').map((part) => encode(decodeURIComponent(part)));
      return { name, value: value.join('%3D') };
    })
    .sort((one, other) => inOrder(one.name, other.name) || inOrder(one.value, other.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

const inOrder = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** As RFC 3986 has it, where `encodeURIComponent` leaves some characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

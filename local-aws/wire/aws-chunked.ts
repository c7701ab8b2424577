import { AwsError } from './aws-error';

const lineEnd = '\r\n';

/**
 * Takes the chunk headers and trailers out of an `aws-chunked` body, which is how SDKs send streams (Amazon S3 API
 * Reference, "Signature calculations: transferring payload in multiple chunks"). The gate has checked the
 * signature of the request; those of single chunks are not looked at.
 * @throws AwsError for a body that is not so encoded
 */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  while (position < body.length) {
    const headerEnd = body.indexOf(lineEnd, position);
    const size = Number.parseInt(body.toString('latin1', position, headerEnd), 16);
    const start = headerEnd + lineEnd.length;
    if (headerEnd < 0 || Number.isNaN(size) || start + size > body.length) break;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(start, start + size));
    position = start + size + lineEnd.length;
  }
  throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
}

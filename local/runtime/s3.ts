import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { decodeAwsChunked } from './aws-chunked';
import { AwsError } from './aws-error';
import type { OnCall } from './calls';
import type { ObjectStore, StoredObject } from './object-store';
import { xmlDocument } from './xml';

export interface S3Options {
  objects: ObjectStore;
  onCall?: OnCall;
}

interface S3Request {
  bucket: string;
  key: string;
  headers: Headers;
  body(): Promise<Buffer>;
}

type Operation = (request: S3Request, objects: ObjectStore) => Response | Promise<Response>;

const operations: Record<string, Operation> = {
  GetObject: ({ bucket, key }, objects) => {
    const stored = objects.get(bucket, key);
    return new Response(new Uint8Array(stored.body), { headers: objectHeaders(stored) });
  },
  HeadObject: ({ bucket, key }, objects) =>
    new Response(null, { headers: objectHeaders(objects.get(bucket, key)) }),
  PutObject: async ({ bucket, key, headers, body }, objects) => {
    const ifNoneMatch = headers.get('if-none-match') ?? undefined;
    if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
      throw notImplemented(`If-None-Match: ${ifNoneMatch}`);
    const etag = objects.put(bucket, key, await body(), {
      contentType: headers.get('content-type') ?? undefined,
      ifNoneMatch,
      ifMatch: headers.get('if-match') ?? undefined,
    });
    return new Response(null, { headers: { etag } });
  },
};

/**
 * Amazon S3 as far as PutObject, GetObject and HeadObject go: REST, XML errors, path style. Request signatures,
 * checksums, encryption and range headers are accepted and have no effect.
 */
export function s3({ objects, onCall }: S3Options): Hono {
  const app = new Hono();
  app.all('*', async (context) => {
    const request = readRequest(context.req.raw);
    const name = operationName(context.req.raw, request);
    onCall?.(`s3:${name}`);
    const operation = operations[name];
    if (!operation) throw notImplemented(name);
    return operation(request, objects);
  });
  app.onError((error) => errorResponse(error));
  return app;
}

function readRequest(request: Request): S3Request {
  const [bucket = '', ...key] = new URL(request.url).pathname.slice(1).split('/').map(decodeURIComponent);
  const { headers } = request;
  const chunked = headers.get('x-amz-content-sha256')?.startsWith('STREAMING-');
  const body = async () => {
    const bytes = Buffer.from(await request.arrayBuffer());
    return chunked ? decodeAwsChunked(bytes) : bytes;
  };
  return { bucket, key: key.join('/'), headers, body };
}

/** A sub-resource (`?uploads`, `?tagging`), a copy source or a missing key makes it another operation than the method says. */
function operationName({ method, url }: Request, { key, headers }: S3Request): string {
  const query = [...new URL(url).searchParams.keys()].filter((name) => name !== 'x-id');
  if (query.length > 0) return `${method} ?${query.join('&')}`;
  if (headers.has('x-amz-copy-source')) return 'CopyObject';
  if (key === '') return `${method} Bucket`;
  return `${method.charAt(0)}${method.slice(1).toLowerCase()}Object`;
}

function objectHeaders({ body, contentType, etag, lastModified }: StoredObject): Record<string, string> {
  return {
    'content-length': String(body.length),
    'content-type': contentType,
    'last-modified': lastModified.toUTCString(),
    etag,
  };
}

function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is functionality that is not implemented.`, 501);
}

function errorResponse(error: Error): Response {
  const { name, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalError', error.message, 500);
  const document = xmlDocument({ Error: { Code: name, Message: message, RequestId: randomUUID() } });
  return new Response(document, { status, headers: { 'content-type': 'application/xml' } });
}

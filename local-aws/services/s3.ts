import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Authorize } from '../iam/access-control';
import { partition } from '../template/physical-id';
import { decodeAwsChunked } from '../wire/aws-chunked';
import { AwsError } from '../wire/aws-error';
import { xmlDocument } from '../wire/xml';
import type { ObjectStore, StoredObject } from './object-store';

export interface S3Options {
  objects: ObjectStore;
  /** @default everyone may do everything */
  authorize?: Authorize;
  /** The answer of another Amazon S3, where the caller's buckets are in one. @default undefined, for all callers */
  elsewhere?: (request: Request) => Promise<Response> | undefined;
}

interface S3Request {
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: Headers;
  body(): Promise<Buffer>;
}

type Operation = (request: S3Request, objects: ObjectStore, may: Permission) => Response | Promise<Response>;

/** Throws AccessDenied where the caller may not do this to the object of the request, or to its bucket. */
interface Permission {
  onObject(action: string, context?: Record<string, string>): void;
  onBucket(action: string, context?: Record<string, string>): void;
}

const operations: Record<string, Operation> = {
  GetObject: (request, objects, may) => {
    const { body, contentType, etag, lastModified } = readObject(request, objects, may);
    const headers = {
      'content-length': String(body.length),
      'content-type': contentType,
      'last-modified': lastModified.toUTCString(),
      etag,
    };
    return new Response(new Uint8Array(body), { headers });
  },
  PutObject: async ({ bucket, key, headers, body }, objects, may) => {
    // Amazon S3 User Guide, "Conditional writes".
    const ifNoneMatch = headers.get('if-none-match') ?? undefined;
    may.onObject('s3:PutObject', ifNoneMatch === undefined ? undefined : { 's3:if-none-match': ifNoneMatch });
    if (headers.has('if-match')) may.onObject('s3:GetObject');
    if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
      throw notImplemented(`If-None-Match: ${ifNoneMatch}`);
    const etag = objects.put(bucket, key, await body(), {
      contentType: headers.get('content-type') ?? undefined,
      ifNoneMatch,
      ifMatch: headers.get('if-match') ?? undefined,
    });
    return new Response(null, { headers: { etag } });
  },
  ListObjectsV2: ({ bucket, query }, objects, may) => {
    may.onBucket('s3:ListBucket', { 's3:prefix': query.get('prefix') ?? '' });
    return listObjects(bucket, query, objects);
  },
};

/** Pages of at most 1,000 keys; the token is the last key of the page before. */
function listObjects(bucket: string, query: URLSearchParams, objects: ObjectStore): Response {
  const after = query.get('continuation-token') ?? '';
  const found = objects.list(bucket, query.get('prefix') ?? '').filter(({ key }) => key > after);
  const page = found.slice(0, 1000);
  const isTruncated = found.length > page.length;
  const document = xmlDocument({
    ListBucketResult: {
      Name: bucket,
      Prefix: query.get('prefix') ?? '',
      KeyCount: page.length,
      IsTruncated: isTruncated,
      ...(isTruncated && { NextContinuationToken: page.at(-1)?.key }),
      Contents: page.map(({ key, lastModified }) => ({
        Key: key,
        LastModified: lastModified.toISOString(),
      })),
    },
  });
  return new Response(document, { headers: { 'content-type': 'application/xml' } });
}

/**
 * Amazon S3 as far as PutObject, GetObject and ListObjectsV2 go: REST, XML errors, path style. Checksums, encryption
 * and range headers are accepted and have no effect; signatures are the gate's.
 */
export function s3({ objects, authorize, elsewhere }: S3Options): Hono {
  const app = new Hono();
  app.all('*', async (context) => {
    const answer = elsewhere?.(context.req.raw);
    if (answer) return answer;
    const request = readRequest(context.req.raw);
    const name = operationName(context.req.raw, request);
    const operation = operations[name];
    if (!operation) throw notImplemented(name);
    return operation(request, objects, permission(request, authorize));
  });
  app.onError((error) =>
    s3Refusal(error instanceof AwsError ? error : new AwsError('InternalError', error.message, 500)),
  );
  return app;
}

function permission({ bucket, key, headers }: S3Request, authorize?: Authorize): Permission {
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  return {
    onObject: (action, context) => authorize?.(headers, { action, resource: `${bucketArn}/${key}`, context }),
    onBucket: (action, context) => authorize?.(headers, { action, resource: bucketArn, context }),
  };
}

/**
 * Whoever may not list the bucket is not told that an object is missing
 * (Amazon S3 API Reference, "GetObject", permissions).
 */
function readObject({ bucket, key }: S3Request, objects: ObjectStore, may: Permission): StoredObject {
  may.onObject('s3:GetObject');
  try {
    return objects.get(bucket, key);
  } catch (error) {
    if (error instanceof AwsError && error.name === 'NoSuchKey') may.onBucket('s3:ListBucket');
    throw error;
  }
}

function readRequest(request: Request): S3Request {
  const { pathname, searchParams: query } = new URL(request.url);
  const [bucket = '', ...key] = pathname.slice(1).split('/').map(decodeURIComponent);
  const { headers } = request;
  const chunked = headers.get('x-amz-content-sha256')?.startsWith('STREAMING-');
  const body = async () => {
    const bytes = Buffer.from(await request.arrayBuffer());
    return chunked ? decodeAwsChunked(bytes) : bytes;
  };
  return { bucket, key: key.join('/'), query, headers, body };
}

/** A sub-resource (`?uploads`, `?tagging`), a copy source or a missing key makes it another operation than the method says. */
function operationName({ method }: Request, { key, query, headers }: S3Request): string {
  if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
  const resources = [...query.keys()].filter((name) => name !== 'x-id');
  if (resources.length > 0) return `${method} ?${resources.join('&')}`;
  if (headers.has('x-amz-copy-source')) return 'CopyObject';
  if (key === '') return `${method} Bucket`;
  return `${method.charAt(0)}${method.slice(1).toLowerCase()}Object`;
}

function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is functionality that is not implemented.`, 501);
}

/** Amazon S3's own codes for errors of every service (Amazon S3 API Reference, "Error responses"). */
const ownCodes: Record<string, string> = {
  InvalidClientTokenId: 'InvalidAccessKeyId',
  MissingAuthenticationToken: 'AccessDenied',
  IncompleteSignature: 'AccessDenied',
};

/** How Amazon S3 says what is wrong. */
export function s3Refusal({ name, message, status }: AwsError): Response {
  const document = xmlDocument({
    Error: { Code: ownCodes[name] ?? name, Message: message, RequestId: randomUUID() },
  });
  return new Response(document, { status, headers: { 'content-type': 'application/xml' } });
}

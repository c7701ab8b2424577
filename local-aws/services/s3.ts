import type { Authorize } from '../iam/access-control';
import { partition } from '../template/physical-id';
import { decodeAwsChunked } from '../wire/aws-chunked';
import { AwsError } from '../wire/aws-error';
import { optional, wholeNumber } from '../wire/parameters';
import type { WireCall } from '../wire/protocols';
import { type Operations, ServiceApp } from '../wire/service';
import type { ListedObject, ObjectStore, StoredObject } from './object-store';

/** The objects there are, and who may read and write them. */
export interface S3Options {
  objects: ObjectStore;
  /** @default everyone may do everything */
  authorize?: Authorize;
}

/** An object, or the objects of a bucket, that a call is about. */
interface Target {
  bucket: string;
  key: string;
  /** @throws AccessDenied where the caller may not do this to the object */
  onObject(action: string, context?: Record<string, string>): void;
  /** @throws AccessDenied where the caller may not do this to the bucket */
  onBucket(action: string, context?: Record<string, string>): void;
}

/**
 * Amazon S3 as far as PutObject, GetObject, HeadObject and ListObjectsV2 go, in path style. Checksums, encryption and range headers
 * are accepted and have no effect; signatures are the gate's.
 */
export function s3({ objects, authorize }: S3Options): ServiceApp {
  return new ServiceApp(
    's3',
    operations(objects, (call) => targetOf(call, authorize)),
  );
}

function targetOf({ parameters, signer }: WireCall, authorize?: Authorize): Target {
  const bucket = optional(parameters, 'Bucket') ?? '';
  const key = optional(parameters, 'Key') ?? '';
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  return {
    bucket,
    key,
    onObject: (action, context) => authorize?.(signer, { action, resource: `${bucketArn}/${key}`, context }),
    onBucket: (action, context) => authorize?.(signer, { action, resource: bucketArn, context }),
  };
}

const operations = (objects: ObjectStore, on: (call: WireCall) => Target): Operations => ({
  GetObject: (call) => answerOf(readObject(on(call), objects)),
  HeadObject: (call) => answerOf(readObject(on(call), objects)),
  PutObject: (call) => {
    const { bucket, key, onObject } = on(call);
    const [contentType, ifMatch, ifNoneMatch] = ['ContentType', 'IfMatch', 'IfNoneMatch'].map((name) =>
      optional(call.parameters, name),
    );
    // Amazon S3 User Guide, "Conditional writes".
    onObject('s3:PutObject', ifNoneMatch === undefined ? undefined : { 's3:if-none-match': ifNoneMatch });
    if (ifMatch !== undefined) onObject('s3:GetObject');
    if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
      throw notImplemented(`If-None-Match: ${ifNoneMatch}`);
    return { ETag: objects.put(bucket, key, bodyOf(call), { contentType, ifMatch, ifNoneMatch }) };
  },
  ListObjectsV2: (call) => {
    const { bucket, onBucket } = on(call);
    const prefix = optional(call.parameters, 'Prefix') ?? '';
    onBucket('s3:ListBucket', { 's3:prefix': prefix });
    return { Name: bucket, Prefix: prefix, ...page(call, objects.list(bucket, prefix)) };
  },
});

const answerOf = ({ body, contentType, etag, lastModified }: StoredObject) => ({
  Body: body,
  ContentType: contentType,
  ETag: etag,
  LastModified: lastModified,
});

/** At most 1,000 keys; the token is the last key of the page before. */
function page({ parameters }: WireCall, objects: readonly ListedObject[]) {
  const after = optional(parameters, 'ContinuationToken') ?? optional(parameters, 'StartAfter') ?? '';
  const most = wholeNumber(parameters, 'MaxKeys', { minimum: 0, maximum: 2 ** 31 - 1, otherwise: 1000 });
  const found = objects.filter(({ key }) => key > after);
  const listed = found.slice(0, Math.min(most, 1000));
  const isTruncated = found.length > listed.length;
  return {
    KeyCount: listed.length,
    IsTruncated: isTruncated,
    ...(isTruncated && { NextContinuationToken: listed.at(-1)?.key }),
    Contents: listed.map(({ key, lastModified }) => ({ Key: key, LastModified: lastModified.toISOString() })),
  };
}

/**
 * Whoever may not list the bucket is not told that an object is missing
 * (Amazon S3 API Reference, "GetObject", permissions).
 */
function readObject({ bucket, key, onObject, onBucket }: Target, objects: ObjectStore): StoredObject {
  onObject('s3:GetObject');
  try {
    return objects.get(bucket, key);
  } catch (error) {
    if (error instanceof AwsError && error.name === 'NoSuchKey') onBucket('s3:ListBucket');
    throw error;
  }
}

function bodyOf({ parameters: { Body, ContentSha256 } }: WireCall): Buffer {
  const bytes = Body instanceof Uint8Array ? Buffer.from(Body) : Buffer.alloc(0);
  return String(ContentSha256).startsWith('STREAMING-') ? decodeAwsChunked(bytes) : bytes;
}

function notImplemented(what: string): AwsError {
  return new AwsError('NotImplemented', `${what} is functionality that is not implemented.`, 501);
}

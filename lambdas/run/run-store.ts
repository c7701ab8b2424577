import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { contentOf } from '../aws-calls/content-of';
import { ownClient } from '../aws-calls/own-client';
import { listAll } from '../aws-calls/whole-list';
import { env } from '../skeleton/env';
import { IncompleteAnswerError } from '../skeleton/errors';

/** The one private bucket with everything that runs leave behind, and the client that reads and writes it. */
export interface RunStore {
  readonly s3: S3Client;
  readonly bucket: string;
}

/** The run store of the deployed app, with this function's role. @throws MissingEnvironmentVariableError without one */
export function ownRunStore(): RunStore {
  return { s3: ownClient(S3Client), bucket: env('RUN_BUCKET') };
}

/**
 * The text of an object in the run store, or `undefined` where there is none. Nothing in the run store that is read
 * is empty.
 * @throws IncompleteAnswerError where S3 answers without a text
 */
export async function readText(store: RunStore, key: string): Promise<string | undefined> {
  return (await readVersioned(store, key))?.text;
}

/**
 * The text of an object, and the ETag of this version, by which a write can ask that there is no newer one.
 * @throws IncompleteAnswerError where S3 answers without a text
 */
export async function readVersioned(
  store: RunStore,
  key: string,
): Promise<{ text: string; etag: string | undefined } | undefined> {
  try {
    const { Body, ETag } = await store.s3.send(new GetObjectCommand({ Bucket: store.bucket, Key: key }));
    const text = await Body?.transformToString();
    return { text: contentOf('s3:GetObject', `the content of ${key}`, text || undefined), etag: ETag };
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

interface ListedObject {
  readonly key: string;
  readonly lastModified: Date;
}

/** The objects whose keys begin with this prefix. @throws IncompleteAnswerError where S3 gives no whole list */
export async function listObjects({ s3, bucket }: RunStore, Prefix: string): Promise<ListedObject[]> {
  const objects = await listAll({
    call: 's3:ListObjectsV2',
    read: (ContinuationToken?: string) =>
      s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken })),
    // S3 says "no objects" by their number alone.
    items: ({ Contents, KeyCount }) => Contents ?? (KeyCount === 0 ? [] : undefined),
    id: ({ Key }) => Key,
    marker: ({ NextContinuationToken }) => NextContinuationToken,
    isTruncated: ({ IsTruncated }) => IsTruncated,
  });
  return objects.map(({ Key: key = '', LastModified }) => ({
    key,
    lastModified: contentOf('s3:ListObjectsV2', `the time of ${key}`, LastModified),
  }));
}

/**
 * An object of the run store as its schema says, or `undefined` where there is none.
 * @throws IncompleteAnswerError when it is no JSON
 * @throws ZodError when it has another shape
 */
export async function readJson<T>(
  store: RunStore,
  key: string,
  schema: z.ZodMiniType<T>,
): Promise<T | undefined> {
  const text = await readText(store, key);
  return text === undefined ? undefined : z.parse(schema, parsed(key, text));
}

/** An object that is cut off, or a page of somebody else's, named: `JSON.parse` alone would not say of what. */
function parsed(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new IncompleteAnswerError('s3:GetObject', `${key} is no JSON`);
  }
}

/**
 * An object of the run store that an earlier state must have written, as its schema says.
 * @throws Error where there is none
 * @throws IncompleteAnswerError when it is no JSON
 * @throws ZodError when it has another shape
 */
export async function requireJson<T>(store: RunStore, key: string, schema: z.ZodMiniType<T>): Promise<T> {
  const value = await readJson(store, key, schema);
  if (value === undefined) throw new Error(`The run store has no ${key}.`);
  return value;
}

const contentTypes: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** Writes an object of the run store, in the place of the one that is there; its key says of what type it is. */
export async function writeText(store: RunStore, key: string, text: string): Promise<void> {
  await store.s3.send(new PutObjectCommand({ ...objectAt(store, key), Body: text }));
}

/** Where an object of the run store goes, and of what type it is, as its key says. */
export function objectAt(store: RunStore, key: string) {
  const [, format = ''] = /\.(json|csv|html)$/.exec(key) ?? [];
  return { Bucket: store.bucket, Key: key, ContentType: contentTypes[format] ?? 'text/plain; charset=utf-8' };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { CommandError } from '../command-error';
import { printable } from '../terminal/printable';
import type { RunFiles } from './run-files';

/** A place in a bucket: `s3://bucket/runs/NAME`. */
const uri = /^s3:\/\/([^/]+)\/(.+?)\/?$/;

/**
 * The files of a run in a folder, or under an `s3://` URI.
 * @throws CommandError where there are none
 */
export async function readRunFiles(place: string, s3: () => Promise<S3Client>): Promise<RunFiles> {
  const [, bucket, prefix] = uri.exec(place) ?? [];
  const files = bucket && prefix ? await inBucket(await s3(), bucket, `${prefix}/`) : inFolder(place);
  if (files.size > 0) return files;
  throw new CommandError(`There are no files of a run in ${printable(place)}.`);
}

function inFolder(folder: string): RunFiles {
  const names = listed(folder).filter((name) => !name.startsWith('local/'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'));
  } catch {
    return [];
  }
}

async function inBucket(s3: S3Client, Bucket: string, Prefix: string): Promise<RunFiles> {
  const files = new Map<string, string>();
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
    const { Contents = [], IsTruncated, NextContinuationToken } = page;
    if (IsTruncated && !NextContinuationToken) throw new CommandError(unfinished(Bucket, Prefix));
    for (const { Key = '' } of Contents.filter(({ Key }) => isRead(Key?.slice(Prefix.length)))) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      files.set(Key.slice(Prefix.length), (await Body?.transformToString()) ?? '');
    }
  }
  return files;
}

/** Files that are not listed would pass for files that are not there. */
const unfinished = (bucket: string, prefix: string) =>
  `The list of s3://${printable(bucket)}/${printable(prefix)} says that it goes on, and not how: nothing was checked.`;

/** The marks of progress are many and say nothing that the results do not, nor do those of sign-outs. */
const isRead = (name = '') => name !== '' && !/^(progress|sessions)\//.test(name);

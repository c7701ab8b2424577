import { PutObjectCommand } from '@aws-sdk/client-s3';
import { objectAt, type RunStore } from './run-store';

/**
 * Writes an object of the run store if there is none yet, and says whether it did: S3's conditional write is the
 * lock.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function writeOnce(store: RunStore, key: string, text: string): Promise<boolean> {
  return writeIfUnchanged(store, key, text, undefined);
}

/** Writes an object of the run store if this version, by its ETag, is the latest; without one, if there is none yet. */
export async function writeIfUnchanged(
  store: RunStore,
  key: string,
  text: string,
  etag: string | undefined,
  attempts = 5,
): Promise<boolean> {
  const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
  try {
    await store.s3.send(new PutObjectCommand({ ...objectAt(store, key), Body: text, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false;
    // Another write at the same moment: S3 asks to try again, and the next try meets a winner or is one.
    const isConflict = error instanceof Error && error.name === 'ConditionalRequestConflict';
    if (isConflict && attempts > 1) return writeIfUnchanged(store, key, text, etag, attempts - 1);
    throw error;
  }
}

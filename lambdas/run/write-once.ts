import { PutObjectCommand } from '@aws-sdk/client-s3';
import { objectAt, type RunStore } from './run-store';

/**
 * Writes an object of the run store if there is none yet, and says whether it did: S3's conditional write is the
 * lock.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function writeOnce(store: RunStore, key: string, text: string, attempts = 5): Promise<boolean> {
  try {
    await store.s3.send(new PutObjectCommand({ ...objectAt(store, key), Body: text, IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false;
    // Another write at the same moment: S3 asks to try again, and the next try meets a winner or is one.
    const isConflict = error instanceof Error && error.name === 'ConditionalRequestConflict';
    if (isConflict && attempts > 1) return writeOnce(store, key, text, attempts - 1);
    throw error;
  }
}

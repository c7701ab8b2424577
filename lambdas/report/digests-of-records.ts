import { runKeys } from '../run/run-keys';
import { listObjects, type RunStore, readText } from '../run/run-store';
import { sha256 } from '../run/sha256';
import { logger } from '../skeleton/logger';

/** What a run left before its report, beside the plan and the decision. */
export interface Records {
  /** Files of the run by name; some runs do not have all of them. */
  readonly files: readonly string[];
  /** Folders of the run: where maps left what their children came to, and where first words of two are. */
  readonly folders: readonly string[];
}

/**
 * The SHA-256 of each of these files by its name in the folder of the run. One that cannot be read is left out, which
 * `root-purge verify` says: a digest fails no run.
 */
export async function digestsOf(store: RunStore, run: string, records: Records): Promise<[string, string][]> {
  const folder = runKeys.folder(run);
  const listed = await Promise.all(records.folders.map((name) => namesBelow(store, folder, `${name}/`)));
  const names = [...records.files, ...listed.flat()];
  const digests = await Promise.all(names.map(async (name) => [name, await digestOf(store, folder + name)]));
  return digests.filter((entry): entry is [string, string] => entry[1] !== undefined);
}

async function namesBelow(store: RunStore, folder: string, prefix: string): Promise<string[]> {
  try {
    const found = await listObjects(store, folder + prefix);
    return found.map(({ key }) => key.slice(folder.length)).sort();
  } catch (error) {
    logger.warn('The digests of these files are not written down', { prefix, error: String(error) });
    return [];
  }
}

async function digestOf(store: RunStore, key: string): Promise<string | undefined> {
  try {
    const text = await readText(store, key);
    if (text === undefined) return undefined;
    // All of them are JSON: what something on the way answered in the place of S3 gets no digest.
    JSON.parse(text);
    return sha256(text);
  } catch (error) {
    logger.warn('The digest of this file is not written down', { key, error: String(error) });
    return undefined;
  }
}

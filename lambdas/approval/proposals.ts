import * as z from 'zod/mini';
import { Proposal } from '../run/model';
import { runKeys } from '../run/run-keys';
import { listObjects, type RunStore, readText } from '../run/run-store';
import { sha256 } from '../run/sha256';

/** A proposal as it is stored: its number, and the digest by which a confirmation says which one it saw. */
export interface StoredProposal {
  readonly number: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly digest: string;
  readonly proposal: Proposal;
}

/** The proposal that waits for a second person: the last one; `undefined` where there is none yet. */
export async function lastProposal(store: RunStore, run: string): Promise<StoredProposal | undefined> {
  const folder = runKeys.proposals(run);
  const listed = await listObjects(store, folder);
  const numbers = listed.flatMap(({ key }) => /^([1-9]\d*)\.json$/.exec(key.slice(folder.length))?.[1] ?? []);
  return numbers.length === 0 ? undefined : readProposal(store, run, Math.max(...numbers.map(Number)));
}

/** The proposal of this number; `undefined` where there is none. */
export async function readProposal(
  store: RunStore,
  run: string,
  number: number,
): Promise<StoredProposal | undefined> {
  const text = await readText(store, runKeys.proposal(run, number));
  if (text === undefined) return undefined;
  return { number, digest: sha256(text), proposal: z.parse(Proposal, JSON.parse(text)) };
}

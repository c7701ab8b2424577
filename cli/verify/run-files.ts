import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { CredentialRef } from '../../lambdas/run/model';

/** The files of one run by their names in its folder, as texts. */
export type RunFiles = ReadonlyMap<string, string>;

/** SHA-256 in hexadecimal; `undefined` of nothing. */
export function digestOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
}

/** Reads the files of a run as their schemas say, and keeps what was wrong with any. */
export class RunReader {
  readonly problems: string[] = [];

  constructor(readonly files: RunFiles) {}

  /** `undefined` where there is no such file, or it is none that this app writes. */
  read<T>(name: string, schema: z.ZodMiniType<T>): T | undefined {
    const text = this.files.get(name);
    if (text === undefined) return undefined;
    try {
      return z.parse(schema, JSON.parse(text));
    } catch {
      this.problems.push(`${name} is not what this app writes.`);
      return undefined;
    }
  }

  /** What the children of a map left; `undefined` where the map left nothing. */
  readResults<T>(map: 'inspection' | 'purge', schema: z.ZodMiniType<T>): T[] | undefined {
    const manifests = [...this.files.keys()].filter((name) => isManifest(map, name));
    if (manifests.length === 0) return undefined;
    const keys = manifests.flatMap((name) => this.read(name, Manifest)?.ResultFiles.SUCCEEDED ?? []);
    return keys.flatMap(({ Key }) => this.#resultsIn(Key.replace(/^runs\/[^/]+\//, ''), schema));
  }

  #resultsIn<T>(name: string, schema: z.ZodMiniType<T>): T[] {
    if (!this.files.has(name)) this.problems.push(`${name} is named in a manifest, and missing.`);
    return this.read(name, z.array(schema)) ?? [];
  }
}

const isManifest = (map: string, name: string) =>
  name.startsWith(`${map}/`) && name.endsWith('manifest.json');

const Manifest = z.object({ ResultFiles: z.object({ SUCCEEDED: z.array(z.object({ Key: z.string() })) }) });

/** How a credential is named in a finding, and told from every other one. */
export const nameOf = ({ accountId, kind, id }: CredentialRef) => `${accountId}: ${kind} ${id}`;

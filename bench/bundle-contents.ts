import type { Metafile } from 'esbuild';

/** What is in the bundle of one Lambda. */
export interface BundleContents {
  /** Like its file, for instance `delete-access-keys`. */
  readonly name: string;
  readonly bytes: number;
  /** Bytes by npm package, the app's own files under `lambdas`. */
  readonly parts: Record<string, number>;
}

/** From esbuild's metafile, by name. */
export function bundleContents({ outputs }: Metafile): BundleContents[] {
  return Object.entries(outputs)
    .map(([file, { bytes, inputs }]) => ({
      name: file.split('/').at(-2) ?? file,
      bytes,
      parts: partsOf(inputs),
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function partsOf(inputs: Metafile['outputs'][string]['inputs']): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    if (bytesInOutput > 0) parts[packageOf(file)] = (parts[packageOf(file)] ?? 0) + bytesInOutput;
  }
  return parts;
}

function packageOf(file: string): string {
  return file.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? 'lambdas';
}

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, buildSync, type Metafile } from 'esbuild';
import * as pageAssets from '#page-assets';

const lambdas = fileURLToPath(new URL('../lambdas', import.meta.url));

let folder: string | undefined;

/** Takes the bundles from a folder that `bundleInto` filled, instead of making them. */
export function takeBundlesFrom(path: string): void {
  folder = path;
}

/**
 * The folder with the bundle of one Lambda (`index.mjs`, the AWS SDK in it), by its file name without extension.
 * All of them are bundled in one run of esbuild, which takes a second where a run for each takes half a minute.
 */
export function bundleOf(name: string): string {
  folder ??= bundleAll();
  return join(folder, name);
}

/**
 * The packages in which the SDK looks for credentials when the environment has none: a quarter of each bundle. Lambda
 * always puts those of the role into the environment, so nothing of this is ever imported.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** How esbuild makes a bundle that runs on Lambda. */
export const bundling = {
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  mainFields: ['module', 'main'],
  external: unusedCredentialProviders,
  // Some dependencies are CommonJS and call `require`.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
} satisfies BuildOptions;

function bundleAll(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'root-purge-bundles-'));
  // Synthesis copies the bundles into the cloud assembly.
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  buildSync(bundlesOf(outdir));
  return outdir;
}

/** Bundles every Lambda into a folder of its own, and says what is in each. */
export async function bundleInto(outdir: string): Promise<Metafile> {
  return (await build(bundlesOf(outdir))).metafile;
}

/** How esbuild makes the bundles of all Lambdas. */
function bundlesOf(outdir: string) {
  const files = readdirSync(lambdas, { withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    entryPoints: Object.fromEntries(
      files.map(({ name }) => [`${parse(name).name}/index`, join(lambdas, name)]),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    ...bundling,
    alias: { '#page-assets': pageAssetsIn(outdir) },
    metafile: true,
  } satisfies BuildOptions;
}

/** Writes what `#page-assets` exports into a file of a folder: text instead of what makes it. */
function pageAssetsIn(folder: string): string {
  const file = join(folder, 'page-assets.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(pageAssets));
  return file;
}

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const lambdas = fileURLToPath(new URL('../lambdas', import.meta.url));

let folder: string | undefined;

/**
 * The folder with the bundle of one Lambda (`index.mjs`, the AWS SDK in it), by its file name without extension.
 * All of them are bundled in one run of esbuild, which takes a second where a run for each takes half a minute.
 */
export function bundleOf(name: string): string {
  folder ??= bundleAll();
  return join(folder, name);
}

function bundleAll(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'root-purge-bundles-'));
  // Synthesis copies the bundles into the cloud assembly.
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const files = readdirSync(lambdas, { withFileTypes: true }).filter((entry) => entry.isFile());
  buildSync({
    entryPoints: Object.fromEntries(
      files.map(({ name }) => [`${parse(name).name}/index`, join(lambdas, name)]),
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Some dependencies are CommonJS and call `require`.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return outdir;
}

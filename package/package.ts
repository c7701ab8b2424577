import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import project from '../package.json' with { type: 'json' };
import { bundleCommandLine } from './bundle';
import { billOfMaterials, licences } from './bundled-packages';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm run package` makes, as paths. */
export interface Packed {
  readonly tarball: string;
  /** CycloneDX, of what is in the bundle. */
  readonly sbom: string;
  /** As `sha256sum --check` reads them. */
  readonly checksums: string;
}

/** Packs the command line into one file that needs Node.js and nothing else, below `outdir`. */
export async function packCommandLine(outdir: string): Promise<Packed> {
  const name = `root-purge-${project.version}`;
  const packed = {
    tarball: join(outdir, `${name}.tgz`),
    sbom: join(outdir, `${name}.cdx.json`),
    checksums: join(outdir, `${name}.sha256`),
  };
  const staging = mkdtempSync(join(tmpdir(), 'root-purge-package-'));
  try {
    const metafile = await bundleCommandLine(staging);
    for (const file of ['LICENSE', 'package/README.md'])
      copyFileSync(join(root, file), join(staging, file.replace('package/', '')));
    writeFileSync(join(staging, 'THIRD-PARTY-LICENSES.txt'), licences(root, metafile));
    writeFileSync(join(staging, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);
    const [{ filename }] = JSON.parse(npm(staging, 'pack', '--json', '--pack-destination', outdir));
    renameSync(join(outdir, filename), packed.tarball);
    writeFileSync(
      packed.sbom,
      `${JSON.stringify(billOfMaterials(root, metafile, manifest()), undefined, 2)}\n`,
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  const files = [packed.tarball, packed.sbom];
  writeFileSync(
    packed.checksums,
    files.map((file) => `${sha256(file)}  ${file.slice(outdir.length + 1)}\n`).join(''),
  );
  return packed;
}

/** Could be published under this name or, by `npm pkg set name=@scope/name`, under another; the bare name is not ours. */
function manifest() {
  const { version, description, license, engines } = project;
  return {
    name: '@root-credential-purge/cli',
    version,
    description,
    license,
    type: 'module',
    engines,
    bin: { 'root-purge': 'root-purge.mjs' },
    publishConfig: { access: 'public' },
  };
}

const npm = (cwd: string, ...args: string[]) => execFileSync('npm', args, { cwd, encoding: 'utf8' });

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

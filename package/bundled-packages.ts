import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The folders of the packages of which something is in a bundle, from `node_modules` on. */
function packageFolders({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

interface Described {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const described = (folder: string): Described =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** The licences of everything in a bundle, in full, as they ask for. */
export function licences(root: string, metafile: Metafile): string {
  return packageFolders(metafile)
    .map((folder) => join(root, folder))
    .map((folder) => {
      const { name, version, license = 'no licence named' } = described(folder);
      const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
      const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
      return [`${name} ${version} (${license})`, ...texts].join('\n\n');
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}

interface Sbom {
  readonly metadata: { readonly component: Record<string, unknown> };
  readonly components: readonly { 'bom-ref': string }[];
  readonly dependencies: readonly { ref: string; dependsOn: readonly string[] }[];
}

/** npm's CycloneDX document of the project, of which is left what is in a bundle. */
export function billOfMaterials(root: string, metafile: Metafile, { name, version }: Described): Sbom {
  const args = ['sbom', '--sbom-format', 'cyclonedx'];
  const all: Sbom = JSON.parse(
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  );
  const bundled = packageFolders(metafile).map((folder) => described(join(root, folder)));
  const refs = new Set(bundled.map((one) => `${one.name}@${one.version}`));
  const ref = `${name}@${version}`;
  const { component } = all.metadata;
  const purl = `pkg:npm/${encodeURIComponent(name.split('/')[0] ?? '')}/${name.split('/')[1]}@${version}`;
  return {
    ...all,
    metadata: {
      ...all.metadata,
      component: { ...component, 'bom-ref': ref, name, version, purl, properties: [] },
    },
    components: all.components.filter((one) => refs.has(one['bom-ref'])),
    dependencies: [
      { ref, dependsOn: [...refs] },
      ...all.dependencies
        .filter((one) => refs.has(one.ref))
        .map((one) => ({ ref: one.ref, dependsOn: one.dependsOn.filter((other) => refs.has(other)) })),
    ],
  };
}

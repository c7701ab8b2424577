import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleInto, bundling } from '../lib/lambda-bundles';
import { type BundleContents, bundleContents } from './bundle-contents';

/** How one function starts, beside a module that only makes its SDK clients. */
export interface ColdStart extends BundleContents {
  /** Of `import()` in a fresh process, in milliseconds; the median. */
  readonly importTime: number;
  readonly clientsBytes: number;
  readonly clientsImportTime: number;
}

const clients: Record<string, string> = {
  '@aws-sdk/client-iam': 'IAMClient',
  '@aws-sdk/client-kms': 'KMSClient',
  '@aws-sdk/client-organizations': 'OrganizationsClient',
  '@aws-sdk/client-s3': 'S3Client',
  '@aws-sdk/client-sfn': 'SFNClient',
  '@aws-sdk/client-sns': 'SNSClient',
  '@aws-sdk/client-sqs': 'SQSClient',
  '@aws-sdk/client-sts': 'STSClient',
};

/** All functions; `times` imports of each. */
export async function measureColdStarts(times: number): Promise<ColdStart[]> {
  const folder = mkdtempSync(join(tmpdir(), 'root-purge-cold-'));
  try {
    return bundleContents(await bundleInto(folder)).map((contents) => {
      const floor = bundleClients(contents, join(folder, contents.name, 'clients.mjs'));
      return {
        ...contents,
        importTime: importTime(join(folder, contents.name, 'index.mjs'), times),
        clientsBytes: floor.bytes,
        clientsImportTime: importTime(floor.file, times),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bundleClients({ parts }: BundleContents, file: string): { file: string; bytes: number } {
  const used = Object.entries(clients).filter(([name]) => name in parts);
  const lines = used.map(([name, client]) => `import { ${client} } from '${name}'; new ${client}({});`);
  buildSync({
    stdin: { contents: lines.join('\n'), resolveDir: process.cwd() },
    outfile: file,
    ...bundling,
  });
  return { file, bytes: statSync(file).size };
}

/** The functions read their environment when they are loaded; one value serves for every variable. */
const environment = Object.fromEntries(
  ['RUN_BUCKET', 'SEALING_KEY_ARN', 'TASK_POLICY_ARN', 'APPROVER_TOPICS', 'APPROVERS', 'APPROVAL_URL'].map(
    (name) => [name, 'x'],
  ),
);

function importTime(file: string, times: number): number {
  const script = `const start = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - start);`;
  const all = Array.from({ length: times }, () => {
    const { stdout, stderr } = spawnSync('node', ['--input-type=module', '--eval', script], {
      env: { ...process.env, ...environment, AWS_REGION: 'eu-west-1', NODE_OPTIONS: '--no-warnings' },
      encoding: 'utf8',
    });
    if (!Number(stdout)) throw new Error(`${file} cannot be imported: ${stderr}`);
    return Number(stdout);
  });
  return all.sort((one, other) => one - other)[Math.floor(times / 2)] ?? 0;
}

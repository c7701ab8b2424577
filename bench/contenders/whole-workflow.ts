import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRequest } from '../../local/answer-request';
import { decide, linkIn } from '../../local/approver';
import { startLocalApp } from '../../local/local-app';
import { systemClock } from '../../local/runtime/clock';
import { synthesize } from '../../local/synthesize';
import { usage } from '../usage';

/**
 * Ours: both maps, the plan, an approval through the page, the purge, the verification and the report. Synthesis is
 * left out, since a deployed app is synthesized once; the start of each function is in.
 */
const concurrency = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'root-purge-bench-'));
const assembly = join(folder, 'cdk.out');
const bucketFolder = join(folder, 'bucket');
synthesize({ approvers: ['approver@example.com'], concurrency }, assembly);

const endpoints = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_IAM', 'AWS_ENDPOINT_URL_ORGANIZATIONS'];
const app = await startLocalApp({
  assembly,
  bucketFolder,
  clock: systemClock,
  awsEnvironment: Object.fromEntries(endpoints.map((name) => [name, process.env.ORGANIZATION_URL ?? ''])),
  onLog: () => undefined,
  onEmail: (email) => {
    if (isRequest(email)) decide(linkIn(email.message), 'all');
  },
});
let transitions = 0;
let status = '';
const spent = await usage(async () => {
  const result = await app.start('bench', {}).result;
  ({ status, transitions } = result);
});
const invocations = Object.values(app.invocations()).reduce((sum, count) => sum + count, 0);
const bytes = readdirSync(bucketFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
await app.close();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ ...spent, status, transitions, invocations, bytes }));

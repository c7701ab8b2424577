import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRequest } from '../cli/run/approval/answer-request';
import { decideOnPage, linkIn } from '../cli/run/approval/approver';
import { keptAssembly } from '../cli/run/kept-assembly';
import { startLocalApp } from '../cli/run/local-app';
import { type Json, systemClock } from '../local-aws';
import { type Usage, usage } from './usage';

/** What a run of the whole workflow took, and what it did. */
export interface WorkflowRun extends Usage {
  readonly status: string;
  readonly output: Json | undefined;
  /** Those that a Standard workflow is billed for: the start of each child of a Distributed Map is one. */
  readonly transitions: number;
  readonly invocations: number;
  /** In the run store. */
  readonly objects: number;
  readonly bytes: number;
}

/**
 * Both maps, the plan, an approval of everything through the page, the purge, the verification and the report, in an
 * organization at this URL. Synthesis is left out, since a deployed app is synthesized once; the start of each
 * function is in.
 */
export async function runWorkflow(organizationUrl: string, concurrency: number): Promise<WorkflowRun> {
  const folder = mkdtempSync(join(tmpdir(), 'root-purge-bench-'));
  const bucketFolder = join(folder, 'bucket');
  const assembly = await keptAssembly({ approvers: ['approver@example.com'], concurrency });
  const endpoints = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_IAM', 'AWS_ENDPOINT_URL_ORGANIZATIONS'];
  let children = 0;
  const app = await startLocalApp({
    assembly,
    bucketFolder,
    clock: systemClock,
    elsewhere: Object.fromEntries(endpoints.map((name) => [name, organizationUrl])),
    onLog: () => undefined,
    onProgress: ({ type }) => {
      if (type === 'mapItemFinished') children += 1;
    },
    onEmail: (email) => {
      if (isRequest(email)) decideOnPage(linkIn(email.message), 'all');
    },
  });
  try {
    const execution = app.start('bench', {});
    const spent = await usage(async () => {
      app.warm();
      await execution.result;
    });
    const result = await execution.result;
    const { status, transitions } = result;
    const output = 'output' in result ? result.output : undefined;
    const invocations = Object.values(app.invocations()).reduce((sum, count) => sum + count, 0);
    const stored = storedIn(bucketFolder);
    return { ...spent, status, output, transitions: transitions + children, invocations, ...stored };
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function storedIn(folder: string): { objects: number; bytes: number } {
  const sizes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  return { objects: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

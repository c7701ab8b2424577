import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { readConfig } from '../../../lib/config';
import { RootPurgeStack } from '../../../lib/root-purge-stack';
import { ReadableTemplate } from './readable-template';

export const approvers = ['alice@example.com', 'bob@example.com'];

/** The whole app, synthesized into a folder that goes away with the test file. A dependency cycle would throw. */
export function synthesize(context: Record<string, unknown> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'root-purge-test-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ context: { approvers, ...context }, outdir, analyticsReporting: false });
  const stack = new RootPurgeStack(app, 'RootCredentialPurge', { config: readConfig(app.node) });
  return { stack, outdir, template: new ReadableTemplate(Template.fromStack(stack)) };
}

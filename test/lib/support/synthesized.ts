import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { afterAll } from 'vitest';
import { createStacks } from '../../../lib/stacks';
import { ReadableTemplate } from './readable-template';

export const approvers = ['alice@example.com', 'bob@example.com'];

const system = tmpdir();
let folder = system;

/** Whatever synthesis writes, it writes into a folder of this test file's, which goes away with it. */
export function ownTemporaryFolder(): void {
  folder = mkdtempSync(join(system, 'root-purge-test-'));
  process.env.TMPDIR = folder;
  afterAll(() => {
    process.env.TMPDIR = system;
    rmSync(folder, { recursive: true, force: true });
  });
}

/** The whole app, not yet synthesized. */
export function createApp(context: Record<string, unknown> = {}) {
  const outdir = join(folder, 'cdk.out');
  // `cdk synth` validates the template too, which takes longer than everything else together.
  const app = new App({
    context: { approvers, ...context },
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const stack = createStacks(app);
  return { app, stack, outdir };
}

/** The whole app. A dependency cycle in it would throw. */
export function synthesize(context: Record<string, unknown> = {}) {
  const { app, stack, outdir } = createApp(context);
  return { app, stack, outdir, template: new ReadableTemplate(Template.fromStack(stack)) };
}

/** A stack with these constructs only, in the partition, Region and account of no one. */
export function synthesizeAlone(create: (stack: Construct) => void): ReadableTemplate {
  const stack = new Stack(
    new App({ analyticsReporting: false, builtinCloudFormationValidation: false }),
    'Alone',
  );
  create(stack);
  return new ReadableTemplate(Template.fromStack(stack));
}

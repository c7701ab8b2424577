import { App } from 'aws-cdk-lib';
import type { Values } from '../../lib/parse-context';
import { createStacks } from '../../lib/stacks';

/** Synthesizes the app as `cdk synth` does, into `outdir`, with no key from elsewhere in place of one of these. */
export function synthesize(context: Values, outdir: string): void {
  const app = new App({
    postCliContext: context,
    outdir,
    // What a person reads of a synthesis, and what takes most of its time; `cdk synth` has it all.
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
  });
  createStacks(app);
  app.synth();
}

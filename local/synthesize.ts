import { App } from 'aws-cdk-lib';
import { readConfig } from '../lib/config';
import { RootPurgeStack } from '../lib/root-purge-stack';

/** Context of the app, as `-c key=value` gives it to the CDK. */
export type Context = Record<string, unknown>;

/** Synthesizes the app as `cdk synth` does, into `outdir`. */
export function synthesize(context: Context, outdir: string): void {
  const app = new App({ context, outdir, analyticsReporting: false });
  new RootPurgeStack(app, 'RootCredentialPurge', { config: readConfig(app.node) });
  app.synth();
}

import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { keepBundlesIn } from '../../../lib/lambda-bundles';
import { systemClock } from '../../../local-aws';
import { type Context, localContext } from '../../configuration/local-configuration';
import { type LocalApp, type LocalAppOptions, startLocalApp } from '../local-app';
import { scratchFolder } from '../scratch-folder';
import { synthesize } from '../synthesize';

/** The configuration of an app, what goes before it, and what the app finds around it. */
export interface SynthesizedOptions extends Omit<LocalAppOptions, 'assembly' | 'clock'> {
  readonly configuration: Context;
  readonly replacing: Context;
}

/** Synthesizes the app as it would be deployed, and starts it. */
export async function startSynthesizedApp({
  configuration,
  replacing,
  ...app
}: SynthesizedOptions): Promise<LocalApp> {
  const scratch = scratchFolder(resolve(app.bucketFolder));
  keepBundlesIn(scratch);
  const assembly = join(scratch, 'assembly');
  await synthesized(localContext(configuration, replacing), assembly);
  return startLocalApp({ ...app, assembly, clock: systemClock });
}

/** Nothing else gets its turn while the app is synthesized: a signal that came meanwhile is heard here. */
async function synthesized(context: Context, assembly: string): Promise<void> {
  try {
    synthesize(context, assembly);
  } finally {
    // The first ends the turn in which this runs; signals are looked for between it and the second.
    await setImmediate();
    await setImmediate();
  }
}

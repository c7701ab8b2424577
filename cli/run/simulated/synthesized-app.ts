import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Values } from '../../../lib/parse-context';
import { systemClock } from '../../../local-aws';
import { localContext } from '../../configuration/local-configuration';
import { scratchFolder } from '../../kept/scratch-folder.mjs';
import { keptAssembly } from '../kept-assembly';
import { type LocalApp, type LocalAppOptions, startLocalApp } from '../local-app';

/** The configuration of an app, what goes before it, and what the app finds around it. */
export interface SynthesizedOptions extends Omit<LocalAppOptions, 'assembly' | 'clock'> {
  readonly configuration: Values;
  readonly replacing: Values;
}

/** Starts the app as it would be deployed. */
export async function startSynthesizedApp({
  configuration,
  replacing,
  ...app
}: SynthesizedOptions): Promise<LocalApp> {
  const assembly = join(scratchFolder(resolve(app.bucketFolder)), 'assembly');
  await synthesized(localContext(configuration, replacing), assembly);
  return startLocalApp({ ...app, assembly, clock: systemClock });
}

/** Nothing else gets its turn while the app is synthesized: a signal that came meanwhile is heard here. */
async function synthesized(context: Values, assembly: string): Promise<void> {
  try {
    // A copy: what is kept goes once the sources have changed often enough, and a run may wait for weeks.
    cpSync(await keptAssembly(context), assembly, { recursive: true });
  } finally {
    // The first ends the turn in which this runs; signals are looked for between it and the second.
    await setImmediate();
    await setImmediate();
  }
}

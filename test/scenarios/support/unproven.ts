import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { verifyRun } from '../../../cli/verify/verify-run';
import { Tampering } from './tampering';

/** What the records of the runs in a folder do not prove, of those that came to a report, but for some. */
export async function unprovenBelow(folder: string, but: ReadonlySet<string> = new Set()): Promise<string[]> {
  const runs = existsSync(folder) ? readdirSync(folder) : [];
  const found: string[] = [];
  for (const run of runs.filter((name) => !but.has(name))) {
    const files = new Tampering(join(folder, run)).files;
    for (const name of [...files.keys()]) if (name.startsWith('local/')) files.delete(name);
    const checks = files.has('SHA256SUMS') ? await verifyRun(files) : [];
    const failed = checks.filter(({ verdict }) => verdict === 'fails');
    found.push(...failed.map(({ check, findings }) => `${run}: ${check}: ${findings.join(' ')}`));
  }
  return found;
}

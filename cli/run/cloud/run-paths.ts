import { join } from 'node:path';
import { localFolder } from '../run-folder';

/** The files of a run that going on with it is about. */
export interface RunPaths {
  readonly folder: string;
  readonly journal: string;
  readonly lock: string;
  readonly approval: string;
  readonly decision: string;
}

export function runPaths(dataFolder: string, run: string): RunPaths {
  const folder = join(dataFolder, 'runs', run);
  const local = localFolder(dataFolder, run);
  return {
    folder,
    journal: join(local, 'journal.jsonl'),
    lock: join(local, 'lock'),
    approval: join(folder, 'approval.json'),
    decision: join(folder, 'decision.json'),
  };
}

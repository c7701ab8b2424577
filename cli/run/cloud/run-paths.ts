import { join } from 'node:path';
import { localFolder } from '../run-folder';

/** The files of a run that somebody needs who goes on with it, as paths. */
export interface RunPaths {
  readonly folder: string;
  readonly journal: string;
  readonly lock: string;
  readonly approval: string;
  readonly decision: string;
}

/** Where the files of a run are, below the data folder. */
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

import { AnyReport } from '../../lambdas/tasks/shapes';
import { checkDigests } from './digest-check';
import { checkPurge } from './purge-checks';
import { readPurgeRun } from './purge-run';
import { checked, type RecordCheck } from './record-check';
import { type RunFiles, RunReader } from './run-files';
import { checkSignature, type PublicKey } from './signature-check';
import { checkTask } from './task-checks';

/** Everything that the files of a run say about it, checked by nothing but these files and a key. */
export async function verifyRun(files: RunFiles, key?: PublicKey): Promise<RecordCheck[]> {
  const reader = new RunReader(files);
  const report = reader.read('report.json', AnyReport);
  const own = [checkDigests(reader, report), await checkSignature(files, report, key)];
  if (!report)
    return [checked('files', [...reader.problems, 'There is no report.json that can be read.']), ...own];
  const checks =
    report.kind === 'task' ? checkTask(reader, report) : checkPurge(readPurgeRun(reader, report));
  return [checked('files', reader.problems), ...checks, ...own];
}

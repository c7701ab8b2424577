import type { AnyReport } from '../../lambdas/tasks/shapes';
import { checked, type RecordCheck } from './record-check';
import { digestOf, type RunReader } from './run-files';

const digested = ['plan.json', 'decision.json', 'report.json', 'report.csv', 'report.html'];

/** Whether the files are those whose digests stand in SHA256SUMS, and in the report. */
export function checkDigests({ files }: RunReader, report: AnyReport | undefined): RecordCheck {
  const sums = files.get('SHA256SUMS');
  const problems = [
    ...differing('plan.json', report?.planDigest, digestOf(files.get('plan.json'))),
    ...differing('decision.json', report?.decisionDigest, digestOf(files.get('decision.json'))),
  ];
  if (sums === undefined) return checked('digests', problems, ['There is no SHA256SUMS beside the report.']);
  const listed = new Map(sums.split('\n').map((line) => [line.slice(66), line.slice(0, 64)] as const));
  for (const name of digested) {
    const [said, found] = [listed.get(name), digestOf(files.get(name))];
    if (said !== found)
      problems.push(
        `${name}: SHA256SUMS says ${said ?? 'nothing'}; ${found ? `its digest is ${found}` : 'it is missing'}.`,
      );
  }
  return checked('digests', problems);
}

function differing(name: string, said: string | undefined, found: string | undefined): string[] {
  if (said === undefined || said === found) return [];
  return [`${name}: report.json says ${said}; ${found ? `its digest is ${found}` : 'it is missing'}.`];
}

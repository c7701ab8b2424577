import type { AnyReport } from '../../lambdas/tasks/shapes';
import { checked, type RecordCheck } from './record-check';
import { digestOf, type RunFiles, type RunReader } from './run-files';

/** What must be there: of what came before it a run may have less. */
const digested = ['plan.json', 'decision.json', 'report.json', 'report.csv', 'report.html'];

/** Whether the files are those whose digests stand in SHA256SUMS, and in the report. */
export function checkDigests({ files }: RunReader, report: AnyReport | undefined): RecordCheck {
  const sums = files.get('SHA256SUMS');
  const problems = [
    ...differing('plan.json', report?.planDigest, digestOf(files.get('plan.json'))),
    ...differing('decision.json', report?.decisionDigest, digestOf(files.get('decision.json'))),
  ];
  if (sums === undefined) return checked('digests', problems, ['There is no SHA256SUMS beside the report.']);
  const lines = sums.split('\n').filter((line) => line !== '');
  const listed = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)] as const));
  for (const name of new Set([...digested, ...listed.keys()])) {
    const [said, found] = [listed.get(name), digestOf(files.get(name))];
    if (said !== found)
      problems.push(
        `${name}: SHA256SUMS says ${said ?? 'nothing'}; ${found ? `its digest is ${found}` : 'it is missing'}.`,
      );
  }
  return checked('digests', problems, unlisted(files, listed));
}

/** The digests stand in one of these, and the others are made from that. */
const beside = ['SHA256SUMS', 'report.jws', 'signing-key.pem'];

/** Of what an earlier version left, and of what could not be read when the report was written, no digest is known. */
function unlisted(files: RunFiles, listed: ReadonlyMap<string, string>): string[] {
  return [...files.keys()]
    .filter((name) => !listed.has(name) && !beside.includes(name) && !/^(progress|sessions)\//.test(name))
    .map((name) => `The digest of ${name} was not written down.`);
}

function differing(name: string, said: string | undefined, found: string | undefined): string[] {
  if (said === undefined || said === found) return [];
  return [`${name}: report.json says ${said}; ${found ? `its digest is ${found}` : 'it is missing'}.`];
}

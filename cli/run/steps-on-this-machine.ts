import { quote } from 'shell-quote';
import type { AnyReport, NextStep } from '../../lambdas/tasks/shapes';

/** The run bucket's name, and the folder in which its objects are files. */
export interface RunBucket {
  readonly name: string;
  readonly folder: string;
}

/** A report as it is read on this machine, where a file is what a next step calls an object of the run bucket. */
export function withStepsOnThisMachine(report: AnyReport, { name, folder }: RunBucket): AnyReport {
  if (report.kind === 'purge') return report;
  const bucket = `s3://${name}/`;
  const here = (step: NextStep): NextStep =>
    step.kept?.startsWith(bucket) ? readHere(folder, step.kept.slice(bucket.length)) : step;
  const targets = report.targets.map((target) => ({ ...target, next: target.next.map(here) }));
  return { ...report, targets };
}

/** How to read the policy that is kept in this file of the folder. */
function readHere(folder: string, file: string): NextStep {
  return {
    text: `The policy is kept as ${folder}/${file}. Read it:`,
    command: `cp ${quote([`${folder}/`])}${file} policy.json`,
  };
}

import { quote } from 'shell-quote';
import type { AnyReport } from '../../lambdas/shared/task-model';

/** The run bucket's name, and the folder in which its objects are files. */
export interface RunBucket {
  readonly name: string;
  readonly folder: string;
}

/** The report as it is read on this machine, where a file is what a next step calls an object of the run bucket. */
export function keptHere(report: AnyReport, { name, folder }: RunBucket): AnyReport {
  if (!('targets' in report)) return report;
  const copy = `, with credentials for the account of this app: aws s3 cp s3://${name}/`;
  const here = (step: string) =>
    step
      .replaceAll(copy, () => `: cp ${quote([`${folder}/`])}`)
      .replaceAll(`s3://${name}/`, () => `${folder}/`);
  const targets = report.targets.map((target) => ({ ...target, next: target.next.map(here) }));
  return { ...report, targets };
}

import { S3Client } from '@aws-sdk/client-s3';
import type { Posture } from '../../lambdas/run/posture';
import { readPosture } from '../../lambdas/run/posture-store';
import { Report } from '../../lambdas/run/report-shapes';
import { runKeys } from '../../lambdas/run/run-keys';
import { listObjects, type RunStore, readJson } from '../../lambdas/run/run-store';
import { type Fact, read, whyUnknown } from '../aws/fact';
import { CommandError } from '../command-error';
import { type AppOptions, appConfiguration, findApp } from '../executions/deployed-app';

/** The options of `root-purge report`. */
export interface ReportOptions extends AppOptions {
  csv?: true;
}

/** What the last reports say. */
export interface LastReports {
  readonly posture: Posture;
  /** The last one, unless it is not kept any more. */
  readonly report: Fact<Report | undefined>;
}

/** Reads what the last reports of the deployed app say. @throws CommandError where there is none, or it cannot be read */
export async function readLastReports(options: ReportOptions): Promise<LastReports> {
  const { runBucket: bucket } = await findApp(options);
  if (!bucket) throw new CommandError('The run bucket is not known: name the stack with --stack.');
  const { settingsFor } = await appConfiguration(options);
  const store: RunStore = { s3: new S3Client(settingsFor('S3')), bucket };
  const listed = must(await read('s3:ListBucket', () => listObjects(store, 'posture/')));
  // Of an app that was moved to another organization, the one that was written last.
  const latest = listed.toSorted((a, b) => b.lastModified.getTime() - a.lastModified.getTime())[0];
  if (!latest)
    throw new CommandError('There is no report yet. npx root-purge start --audit starts the first run.');
  const { posture } = must(await read('s3:GetObject', () => readPosture(store, latest.key)));
  const run = lastRun(posture);
  const report = await read('s3:GetObject', () => readJson(store, runKeys.report(run, 'json'), Report));
  return { posture, report };
}

function must<T>(fact: Fact<T>): T {
  if (fact.known) return fact.value;
  throw new CommandError(`The reports cannot be read: ${whyUnknown(fact)}.`);
}

/** The run that looked last at any account. */
function lastRun({ accounts }: Posture): string {
  return Object.values(accounts).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]?.run ?? '';
}

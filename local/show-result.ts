import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod/mini';
import { failureOfCaught } from '../lambdas/shared/explain';
import { Report } from '../lambdas/shared/model';
import type { AwsEnvironment } from './aws-environment';
import type { RunFolder } from './run-folder';
import type { ExecutionResult } from './runtime/asl/engine';
import type { Options } from './terminal/options';
import { formatSummary } from './terminal/summary';
import type { Output } from './terminal/terminal';

export interface RunResult {
  readonly result: ExecutionResult;
  readonly options: Options;
  /** Where people read, and what it can show. */
  readonly out: NodeJS.WritableStream;
  readonly output: Output;
  /** Where programs read. */
  readonly stdout: NodeJS.WritableStream;
  readonly folder: RunFolder;
  readonly aws: AwsEnvironment;
  readonly credentialsBefore: number | null;
}

/** Shows how the run ended, to people and, with `--json`, to a program. Returns the exit status. */
export function showResult(run: RunResult): number {
  const { result, options, out, output, stdout, folder, aws, credentialsBefore } = run;
  const report = readReport(folder);
  const seconds = (result.stopDate.getTime() - result.startDate.getTime()) / 1000;
  const calls = aws.calls();
  const credentialsAfter = aws.countCredentials();
  const summary = formatSummary({
    report,
    status: result.status,
    failure: failureIn(result),
    seconds,
    calls,
    credentialsBefore,
    credentialsAfter,
    reportPaths: report ? ['html', 'csv', 'json'].map((format) => shortPath(folder, `report.${format}`)) : [],
    width: output.width,
    color: output.color,
  });
  out.write(`\n${summary}\n`);
  if (options.json) {
    const { transitions, status } = result;
    const outcomes = report?.outcomes ?? {};
    stdout.write(
      `${JSON.stringify({ status, outcomes, credentialsBefore, credentialsAfter, calls, transitions, seconds, run: folder.path })}\n`,
    );
  }
  return exitStatus(result);
}

/** The first state refuses wrong input before anything is done. */
function exitStatus(result: ExecutionResult): number {
  if (result.status === 'SUCCEEDED') return 0;
  return result.error === 'InvalidInputError' ? 1 : 2;
}

function failureIn(result: ExecutionResult): { error: string; cause: string } | undefined {
  if (result.status === 'SUCCEEDED') return undefined;
  const { error = result.status, cause = '' } = result;
  return { error, cause: failureOfCaught({ state: '', error, cause }).message };
}

function readReport(folder: RunFolder): Report | undefined {
  try {
    return z.parse(Report, JSON.parse(readFileSync(join(folder.path, 'report.json'), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function shortPath(folder: RunFolder, file: string): string {
  return relative(process.cwd(), join(folder.path, file));
}

import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { createColors } from 'picocolors';
import type { AwsOptions } from '../aws/aws-options';
import { callerConfiguration } from '../aws/caller-configuration';
import { CommandError } from '../command-error';
import { checkRegion } from '../options/parse-options';
import { printable } from '../terminal/printable';
import type { Streams } from '../terminal/streams';
import { describeOutput } from '../terminal/terminal';
import { formatRecord } from './format-record';
import { readRunFiles } from './read-run-files';
import type { PublicKey } from './signature-check';
import { verifyRun } from './verify-run';

/** The options of `root-purge verify`. */
export interface VerifyOptions extends AwsOptions {
  key?: string;
}

/**
 * Does `root-purge verify`. Resolves with the exit status: 0 where nothing that can be checked fails, else 2.
 * @throws CommandError where the run or the key cannot be read
 */
export async function verify(place: string, options: VerifyOptions, streams: Streams): Promise<number> {
  const problems: string[] = [];
  checkRegion(problems, options);
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  const key = options.key === undefined ? undefined : readKey(options.key);
  const { stdout, env } = streams;
  const files = await readRunFiles(place, async () => {
    const { settingsFor } = await callerConfiguration(options);
    return new S3Client(settingsFor('S3'));
  });
  const checks = await verifyRun(files, key);
  const holds = checks.every(({ verdict }) => verdict !== 'fails');
  const { width, color } = describeOutput(stdout, env, options.color);
  const text = options.json
    ? JSON.stringify({ place, holds, checks }, null, 2)
    : `${printable(place)}\n${formatRecord(checks, Math.min(width, 110), createColors(color))}`;
  stdout.write(`${text}\n`);
  return holds ? 0 : 2;
}

/** The public key in a file. @throws CommandError where there is none */
function readKey(file: string): PublicKey {
  try {
    return { text: readFileSync(file, 'utf8'), from: file };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new CommandError(`--key: received "${file}"; allowed is a file that can be read (${code}).`);
  }
}

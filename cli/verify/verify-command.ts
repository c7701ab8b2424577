import { Command } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import type { Finish } from '../finish';
import type { Streams } from '../terminal/streams';
import type { VerifyOptions } from './verify';

/** The command `root-purge verify` as commander shows and reads it. */
export function verifyCommand(streams: Streams, finish: Finish): Command {
  const command = new Command('verify')
    .summary('checks the record of a run')
    .description(
      'Reads what a run left, as somebody who trusts nobody, and says what holds, what does not, and what cannot be checked: that only what was approved was deleted, that all of it is accounted for, and that the files are those that the run wrote.',
    )
    .argument('<run>', 'the folder of a run, or s3://BUCKET/runs/NAME')
    .option(
      '--key <file>',
      'the public key that the run must be signed with (JWK or PEM), from a place that you trust',
    );
  return withAwsOptions(command)
    .addHelpText('after', help)
    .action(async (place: string, options: VerifyOptions) => {
      const { verify } = await import('./verify');
      finish(await verify(place, options, streams));
    });
}

const help = `
Examples:
  npx root-purge verify s3://BUCKET/runs/2026-11-23T10-00-00Z-0a1b2c --key signing-key.pem
  npx root-purge verify .root-purge/runs/2026-11-23T10-00-00Z-0a1b2c --json

Needs s3:ListBucket on the run bucket and s3:GetObject on its runs/*; for a folder nothing.

Exit status: 0 nothing that can be checked fails, 2 something fails, 1 wrong options, no such run, or a call failed.`;

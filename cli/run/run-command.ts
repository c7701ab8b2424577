import { Command, Option } from 'commander';
import { withAwsOptions } from '../aws/aws-options';
import type { Finish } from '../finish';
import { readTextFile } from '../options/file-options';
import { withWorkOptions } from '../options/work-options';
import { waysToApprove } from '../terminal/approval-notice';
import type { Streams } from '../terminal/streams';
import { isInteractive } from '../terminal/terminal';
import { type RunOptions, readRunOptions } from './options/run-options';

/** The command `root-purge run` as commander shows and reads it. */
export function runCommand(streams: Streams, finish: Finish): Command {
  const approve = new Option('--approve <how>', 'who decides (default: ask in a terminal)');
  const command = withWorkOptions(new Command('run'))
    .summary('runs the whole workflow on this machine, against your organization')
    .description(
      'Runs the workflow on this machine, with nothing deployed: it reads the root credentials of every active member account, unless you name some, and writes a report. With --purge it then asks for approval, deletes exactly what was approved, and reads again to verify. Ctrl-C finishes the accounts in hand, says what was done and what was not, and how to go on.',
    )
    .option('--purge', 'asks for approval, and deletes what was approved (default: an audit)')
    .addOption(approve.choices(waysToApprove).argParser(String))
    .option('--approver <email>', 'whose decision it is, for the record (default: who you are to AWS)')
    .option('--concurrency <n>', 'accounts at a time, 1 to 10000 (default: as the workflow says)')
    .option('--resume <run>', 'goes on with a run that was interrupted, as it was asked for')
    .option('--folder <path>', 'where the files of the runs go', '.root-purge');
  return withAwsOptions(command)
    .addHelpText('after', help)
    .action(async (options: RunOptions) => {
      const request = readRunOptions(options, {
        interactive: isInteractive(streams),
        readFile: readTextFile,
      });
      const [{ runAsAsked }, { cloudWorld }] = await Promise.all([
        import('./run'),
        import('./cloud/cloud-world'),
      ]);
      finish(await runAsAsked(request, streams, cloudWorld));
    });
}

const help = `
Examples:
  npx root-purge run
  npx root-purge run --fail-on found --json
  npx root-purge run --purge --approve each
  npx root-purge run --purge --list account_id.list --reason "Quarterly clean-up"
  npx root-purge run --task '{"task":"allow-password-recovery","accounts":["111122223333"],"reason":"…"}'
  npx root-purge run --resume 2026-11-23T09-00-00Z-1a2b3c

Approval: ask shows the link to the approval page; each asks y/n in the terminal for every credential, with its age and
last use; all approves the whole plan, none refuses it, both at once. To change anything without a terminal, one of
them has to be given.

Needs what docs/without-deploying.md lists, which also names the files that it writes. Your credentials are used for
STS, IAM and Organizations, and root sessions for S3 and SQS by a task; all else stays on this machine.

Exit status: 0 it succeeded, 2 it or this machine failed, it timed out, nothing is ready, or it found credentials with
--fail-on found, 1 wrong options or input, or no credentials, 130 interrupted with Ctrl-C.`;

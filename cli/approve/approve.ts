import { S3Client } from '@aws-sdk/client-s3';
import { requiredBy } from '../../lambdas/approval/approval-rules';
import type { SettledState } from '../../lambdas/approval/approval-state';
import type { IamAnswer } from '../../lambdas/approval/iam-answer';
import { requestLines } from '../../lambdas/mail/request-emails';
import { whoAsks } from '../../lambdas/report/request-words';
import { count, momentText } from '../../lambdas/report/words';
import { executionOf, isTaskRun, taskRunOf } from '../../lambdas/run/execution-names';
import { CommandError } from '../command-error';
import {
  type AppOptions,
  appConfiguration,
  describeStack,
  followCommand,
  outputsOf,
} from '../executions/deployed-app';
import { checkRegion } from '../options/parse-options';
import { UsageError } from '../options/usage-error';
import type { Asking } from '../terminal/ask';
import { askDecision, askingByKeys } from '../terminal/ask-decision';
import { printable } from '../terminal/printable';
import type { Streams } from '../terminal/streams';
import { isInteractive, screenFor } from '../terminal/terminal';
import { wrapLines } from '../terminal/wrap';
import { askAboutProposal } from './ask-about-proposal';
import { type ChoiceOrConfirmation, decisionForm } from './decision-form';
import { type SignedAnswer, sendDecision } from './send-decision';
import { askedOf, type WaitingRequest } from './waiting-request';

/** The options of `root-purge approve` and `root-purge refuse`. */
export type ApproveOptions = Omit<AppOptions, 'stateMachine'>;

/**
 * Does `root-purge approve`, or `refuse` where `way` is `r`: asks as the approval page does, and sends the answer
 * signed. Resolves with the exit status: 0 where it counts, 2 where something else does.
 * @throws UsageError for wrong options, or without a terminal
 * @throws CommandError where the app, the run or the right to decide is not there
 */
export async function decideSigned(
  wanted: string,
  way: 'a' | 'r',
  options: ApproveOptions,
  streams: Streams,
): Promise<number> {
  const problems: string[] = [];
  checkRegion(problems, options);
  if (!isInteractive(streams))
    problems.push(
      'A decision is asked for in a terminal, and this is none: nobody could read the questions.',
    );
  if (problems.length > 0) throw new UsageError(problems, `root-purge ${way === 'r' ? 'refuse' : 'approve'}`);
  const { url, bucket, run } = await whereToDecide(wanted, options);
  const configuration = await appConfiguration(options);
  const store = { s3: new S3Client(configuration.settingsFor('S3')), bucket };
  const asked = await askedOf(store, run, new Date());
  if ('settled' in asked)
    return conclude(run, { ...answerOf(asked.settled), isThisOne: false }, options, streams);
  const form = decisionForm(asked, await answered(asked, way, options, streams));
  return conclude(run, await sendDecision(url, form, configuration), options, streams);
}

/** Where decisions go and runs are stored, and what the run is called there. */
async function whereToDecide(wanted: string, options: ApproveOptions) {
  const stack = await describeStack(options, {
    hidden: 'Have cloudformation:DescribeStacks allowed.',
    elsewhere: '--region, --profile or --stack',
  });
  const { IamDecisionUrl, RunBucketName, PrivilegedTasksArn = '' } = outputsOf(stack);
  if (!RunBucketName)
    throw new CommandError(`The stack ${options.stack} has no output RunBucketName: it is not this app.`);
  if (!IamDecisionUrl)
    throw new CommandError(
      'This app takes no decision that is signed with IAM. Set iamApprovals to true, and deploy it again (docs/configuration.md).',
    );
  return { url: IamDecisionUrl, bucket: RunBucketName, run: runNamed(wanted, PrivilegedTasksArn) };
}

/** The name of the run that an ARN of an execution has; that of a task's has a prefix. */
function runNamed(wanted: string, privilegedTasksArn: string): string {
  const [, machine, name] = /^arn:[^:]+:states:[^:]+:\d{12}:execution:([^:]+):(.+)$/.exec(wanted) ?? [];
  if (name === undefined) return wanted;
  return privilegedTasksArn.endsWith(`:${machine}`) ? taskRunOf(name) : name;
}

/** Shows what is asked, and asks. */
async function answered(
  asked: WaitingRequest,
  way: 'a' | 'r',
  options: ApproveOptions,
  streams: Streams,
): Promise<ChoiceOrConfirmation> {
  const { approval, plan } = asked;
  const { stream, width } = screenFor(options, streams);
  const [clear, typed] = ['\r\u001b[K', { isShown: false }];
  const print = (text: string) => {
    stream.write(`${typed.isShown ? clear : ''}${text}\n`);
    typed.isShown = false;
  };
  for (const line of requestLines(plan, approval.expiresAt)) print(wrapLines(printable(line), width));
  const asks = whoAsks(plan);
  if (asks) print(wrapLines(printable(`Started by: ${asks}`), width));
  print('');
  const asking = askingByKeys({
    input: streams.stdin,
    signal: new AbortController().signal,
    width,
    print,
    typing: (text) => {
      stream.write(`${clear}${text}`);
      typed.isShown = true;
    },
  });
  return answerOn(asked, way, asking);
}

/** Where somebody has proposed something, that is asked about before another selection. */
async function answerOn(
  { approval, plan, last }: WaitingRequest,
  way: 'a' | 'r',
  asking: Asking,
): Promise<ChoiceOrConfirmation> {
  if (way === 'r') return askDecision(plan, { first: 'r', before: 'Press' }, asking);
  const note = (text: string) => asking.print(`${wrapLines(text, asking.width)}\n`);
  if (!last) {
    if (requiredBy(approval) > 1) note(byTwo);
    return askDecision(plan, { before: 'Press' }, asking);
  }
  const word = await askAboutProposal(plan, last, asking);
  if (word === 'confirm') return 'confirm';
  if (word === 'neither') note(otherwise);
  const first = word === 'refuse' ? 'r' : undefined;
  return askDecision(plan, { first, before: 'To choose otherwise, press' }, asking);
}

const byTwo =
  'Two people have to approve: what you choose is kept as a proposal, and counts once another person confirms it.';
const otherwise =
  'Nothing is decided. Another selection takes the place of this proposal, and another person has to confirm that one.';

type Settled = Extract<IamAnswer, { state: string }>;

const answerOf = (settled: SettledState) => ({
  state: settled.state,
  decision: settled.state === 'decided' ? settled.decision : undefined,
});

/** Says what counts. */
function conclude(run: string, answer: SignedAnswer, options: ApproveOptions, streams: Streams): number {
  const { stream, width } = screenFor(options, streams);
  stream.write(`${wrapLines(printable('proposed' in answer ? waits : wordsOn(answer)), width)}\n`);
  const execution = isTaskRun(run) ? executionOf(run) : run;
  stream.write(`Follow it with:\n  ${followCommand(execution, options)}\n`);
  if (options.json) streams.stdout.write(`${JSON.stringify({ run, ...answer })}\n`);
  return 'proposed' in answer || answer.isThisOne ? 0 : 2;
}

const waits =
  'Your proposal waits for another person, who confirms exactly this or refuses. Until then nothing is done.';

function wordsOn({ state, isThisOne, decision }: Settled): string {
  if (state === 'expired') return 'Too late: the time to decide is over, and nothing is deleted.';
  if (state === 'closed' || !decision || !('decidedBy' in decision))
    return 'Nobody could be asked, so that nothing is decided in this run any more.';
  const { decidedBy, decidedAt, credentials, task } = decision;
  const what = task ? 'the task' : count(credentials.length, 'credential');
  const did = decision.decision === 'APPROVED' ? `approved ${what}` : 'refused everything';
  if (isThisOne) return `You ${did}. It is recorded as the decision of ${decidedBy}.`;
  return `Too late: ${decidedBy} ${did} on ${momentText(decidedAt)}, and the first decision counts.`;
}

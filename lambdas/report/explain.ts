import * as z from 'zod/mini';
import type { CaughtError, Failure } from '../run/model';

/** A failure in plain words, and what a person can do about it. */
export interface Explanation {
  readonly reason: string;
  readonly remedy: string;
}

interface Rule extends Explanation {
  readonly matches: (failure: Failure) => boolean;
}

const accessDenied = /^AccessDenied(Exception)?$/;
const noSuchQueue = /^(QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue|InvalidAddress)/;
const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

/** Whether AWS denied a call: what was asked for was not done then, for certain. */
export const isDenied = ({ error }: Failure): boolean => accessDenied.test(error);
/** Opening a session and using it both need the sealing key, whose refusal says nothing about the account. */
const bySealingKey = (failure: Failure) => isDenied(failure) && /\bkms:/.test(failure.message);
/** A function that opens sessions looks first whether the run may have one. */
const byRunStore = (failure: Failure) => isDenied(failure) && /\bs3:GetObject\b/.test(failure.message);
const isAssumeRoot = ({ call }: Failure) => call === 'sts:AssumeRoot';
const deniedBy = (policy: RegExp) => (failure: Failure) => isDenied(failure) && policy.test(failure.message);
const byServiceControlPolicy = deniedBy(/service control policy/i);
const byResourceControlPolicy = deniedBy(/resource control policy/i);
const byIdentityPolicy = deniedBy(/identity-based policy/i);
/** In a root session this is its task policy. */
const bySessionPolicy = deniedBy(/session policy/i);
const notAllowedByServiceControlPolicy = deniedBy(/\bno service control policy allows\b/i);

/**
 * The first rule that matches explains. AWS says in its AccessDenied texts which kind of policy denied, and whether
 * one denies ("with an explicit deny in a service control policy") or none allows ("because no … allows the … action"):
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const rules: readonly Rule[] = [
  {
    matches: bySealingKey,
    reason: 'This app may not use the KMS key that seals its secrets.',
    remedy: "Check the key, its policy and the app's roles (deploying again restores them), then run again.",
  },
  {
    matches: (failure) => byRunStore(failure) && isAssumeRoot(failure),
    reason: 'This app may not read what its own run store holds of the run, so no root session was opened.',
    remedy: "Check the bucket's policy and the app's roles (deploying again restores them), then run again.",
  },
  {
    matches: (failure) => notAllowedByServiceControlPolicy(failure) && isAssumeRoot(failure),
    reason: 'No service control policy allows sts:AssumeRoot to this app.',
    remedy:
      "Allow sts:AssumeRoot in the SCPs of this app's account, of each organizational unit above it and of the root, then run again.",
  },
  {
    matches: notAllowedByServiceControlPolicy,
    reason: 'No service control policy allows it.',
    remedy:
      'Allow the call that the message names, and the others of root sessions (iam:, s3: and sqs:), in the SCPs of the account, of each organizational unit above it and of the root, then run again.',
  },
  {
    matches: deniedBy(/\bno resource control policy allows\b/i),
    reason: 'No resource control policy allows it.',
    remedy:
      'Allow the call that the message names in the RCPs of the account, of each organizational unit above it and of the root (RCPFullAWSAccess does), then run again.',
  },
  {
    matches: deniedBy(/\bno permissions boundary allows\b/i),
    reason: 'The permissions boundary does not allow it.',
    remedy:
      'Allow the call in the permissions boundary of the role or user that the message names, then run again.',
  },
  {
    matches: deniedBy(/permissions boundary/i),
    reason: 'A permissions boundary denies it.',
    remedy:
      'Take the denial out of the permissions boundary of the role or user that the message names, then run again.',
  },
  {
    matches: (failure) => byServiceControlPolicy(failure) && isAssumeRoot(failure),
    reason: 'A service control policy denies sts:AssumeRoot to this app.',
    remedy: "Exempt the app's AssumeRoot roles in that policy, then run again.",
  },
  {
    matches: byServiceControlPolicy,
    reason: 'A service control policy denies the root user, root sessions included.',
    remedy:
      'Add the condition "Null": {"aws:AssumedRoot": "true"} to every SCP statement that denies root (Control Tower: enable AWS-GR_RESTRICT_ROOT_USER with ExemptAssumeRoot), then run again.',
  },
  {
    matches: (failure) => byResourceControlPolicy(failure) && isAssumeRoot(failure),
    reason: 'A resource control policy denies sts:AssumeRoot to this app.',
    remedy: "Exempt the app's AssumeRoot roles in that policy, then run again.",
  },
  {
    matches: deniedBy(/VPC endpoint policy/i),
    reason: 'The policy of the VPC endpoint does not allow it.',
    remedy: 'Allow the call in the policy of the VPC endpoint that the request went through, then run again.',
  },
  {
    matches: (failure) => bySessionPolicy(failure) && isAssumeRoot(failure),
    reason: 'The session policy of these credentials does not allow sts:AssumeRoot.',
    remedy: 'Sign in without that session policy, or with one that allows sts:AssumeRoot, then run again.',
  },
  {
    matches: (failure) => byIdentityPolicy(failure) && isAssumeRoot(failure),
    reason: 'The policies of the role or user do not allow sts:AssumeRoot.',
    remedy:
      'Allow sts:AssumeRoot to the role or user that the message names, and take away what denies it (deploying again restores a role of this app), then run again.',
  },
  {
    matches: (failure) => isDenied(failure) && isAssumeRoot(failure),
    reason: 'AWS refused a root session in this account.',
    remedy:
      'Check that centralized root access is enabled for the organization (trusted access for IAM, RootCredentialsManagement and RootSessions), that this app runs in the management account or in the delegated administrator account for IAM, and that the account is an active member.',
  },
  {
    matches: byResourceControlPolicy,
    reason: 'A resource control policy denies the root user, root sessions included.',
    remedy:
      'Add the condition "Null": {"aws:AssumedRoot": "true"} to the statement that denies, or detach it from the account, then run again.',
  },
  {
    matches: (failure) => isDenied(failure) && failure.call.startsWith('s3:'),
    reason: 'The root session may not make this call.',
    remedy:
      'Check that the bucket belongs to this very account; otherwise look at the message: a policy on the account denies it. Then run again.',
  },
  {
    matches: (failure) => isDenied(failure) && failure.call.startsWith('sqs:'),
    reason: 'The root session may not make this call.',
    remedy: 'Look at the message: a policy denies it to the root user. Mend that policy, then run again.',
  },
  {
    matches: ({ error }) => noSuchQueue.test(error),
    reason: 'There is no such queue.',
    remedy: "Check the queue's URL, its Region and account included, then start again.",
  },
  {
    matches: (failure) => isDenied(failure) && failure.call.startsWith('iam:'),
    reason: 'The root session may not make this call.',
    remedy: 'Look at the message: a policy on the account denies it. Mend that policy, then run again.',
  },
  {
    matches: isDenied,
    reason: 'AWS denied this app a call that it needs.',
    remedy:
      'Look at the message: a role or policy of this app lacks it. Deploy the app again, then run again.',
  },
  {
    matches: ({ error }) => throttled.test(error),
    reason: 'AWS throttled the call until the retries were used up.',
    remedy: 'Run again later, or with a lower concurrency.',
  },
  {
    matches: ({ error }) => error.startsWith('EntityTemporarilyUnmodifiable'),
    reason: 'IAM is still busy with an earlier change of this credential.',
    remedy: 'Run again in several minutes.',
  },
  {
    matches: ({ error }) => error === 'ExpiredToken' || error === 'ExpiredTokenException',
    reason: 'The root session expired before the work was done.',
    remedy: 'Run again: what is already gone counts as success.',
  },
];

/** What an error of one name means, whatever call it came from. */
const byName: Readonly<Record<string, Explanation>> = {
  NoSuchBucket: {
    reason: 'There is no such bucket.',
    remedy: 'Check the name of the bucket, then start again.',
  },
  PolicyChangedSincePlan: {
    reason:
      'The policy has changed since the plan, so it was left alone: nobody approved the removal of this one.',
    remedy: 'Start the task again, to be asked about the policy that is there now.',
  },
  ChangeNotVisibleError: {
    reason: 'AWS accepted the change, and did not show it in time.',
    remedy: 'Look at it again in a few minutes; where nothing has changed, start the task again.',
  },
  RegionDisabledException: {
    reason: 'STS is not activated in this Region.',
    remedy:
      'Run in a Region that every account has (--region, or deploy there). It is the member account, whose credentials are asked for, that must have STS activated in this Region (its own IAM account settings); where that is an opt-in Region that it has not opted into, it cannot.',
  },
  'Lambda.TooManyRequestsException': {
    reason: 'AWS Lambda throttled a function of this app until the retries were used up, so it did not run.',
    remedy:
      "Run again later, with a lower concurrency, or with a higher quota of Lambda's concurrent executions.",
  },
  RootSessionIdentityError: {
    reason: 'The root session belongs to somebody else, so nothing was deleted with it.',
    remedy:
      'Do not run again before it is clear what answers for STS: look at the endpoint and the network path.',
  },
  NotAPurgeError: {
    reason: 'This run deletes nothing, and was about to: no session that could was opened.',
    remedy: 'Find out who changed the definition of the state machine, and deploy the app again.',
  },
  PasswordStillPresentError: {
    reason: 'The password is still there, so the MFA devices that protect it stay.',
    remedy: 'Remove what keeps the password, then run again.',
  },
  DeletedCredentialStillListedError: {
    reason: 'IAM accepted the deletion and still lists the credential.',
    remedy: 'Run again in a few minutes: IAM may need a moment.',
  },
  IncompleteAnswerError: {
    reason: 'AWS answered without what was asked for, so nothing is known from that.',
    remedy:
      'Run again. If it stays so, find out what answers for AWS: look at the endpoint, the proxy and the network path.',
  },
  PlanChangedError: {
    reason: 'The stored plan and the decision do not belong together, so nothing was deleted.',
    remedy: 'Find out who can write to the run store, then run again: a new plan needs a new approval.',
  },
  DeciderUnknownError: {
    reason: 'Approvers had to sign in, and the decision is by nobody who did, so nothing was deleted.',
    remedy: 'Find out who can write to the run store, then run again.',
  },
  ApprovalsMissingError: {
    reason: 'Fewer people approved than have to, or whoever started the run did, so nothing was deleted.',
    remedy:
      'Look at the decision and the proposal in the report, then run again: a new plan needs new approvals.',
  },
  TooFewApproversConfirmedError: {
    reason: 'Fewer approvers can be asked than have to approve, so nobody was asked.',
    remedy: 'Have more approvers confirm the subscription email of their SNS topic, then run again.',
  },
  SignedDecisionRefusedError: {
    reason: 'Somebody decided with a signed request in a run that takes none, so nothing was deleted.',
    remedy: 'Find out who can write to the run store, then run again: a new plan needs a new approval.',
  },
  AlreadyDecidedError: {
    reason: 'Somebody had decided already.',
    remedy: 'Nothing: the decision counts.',
  },
  StrangersOnTopicError: {
    reason: "Somebody else is subscribed to an approver's topic, so nobody was mailed a link.",
    remedy:
      'Find out who subscribed them, remove each as the message says, then run again (docs/deploying.md).',
  },
  SeveralStartersError: {
    reason: 'Several callers asked for the same execution in the same second, so nobody knows who was first.',
    remedy: 'Nothing for this run; ask those callers.',
  },
  NoApproverConfirmedError: {
    reason: 'No approver has confirmed their email subscription, so nobody could be asked.',
    remedy: 'Have the approvers confirm the subscription email of their SNS topic, then run again.',
  },
};

/** What a person can do about a failure of which nothing more is known, where a function of the app met it. */
export const remedyOfUnexplained = 'Run again; if it fails the same way, look at the log of this function.';

/** A failure in plain words, with what AWS said, and what a person can do about it. */
export function explain(failure: Failure): Explanation {
  const named = Object.hasOwn(byName, failure.error) ? byName[failure.error] : undefined;
  const rule = named ?? rules.find(({ matches }) => matches(failure));
  const said = `${failure.call} answered ${failure.error}: ${failure.message}`;
  if (rule) return { reason: `${rule.reason} (${said})`, remedy: rule.remedy };
  return {
    reason: `${failure.call} failed. (${failure.error}: ${failure.message})`,
    remedy: remedyOfUnexplained,
  };
}

/** Errors of the function that a state invokes, and of Step Functions: whatever call is behind it did not answer so. */
const ofTheFunction = /^((Lambda|Sandbox|States)\.|NotAPurgeError$)/;

/** The call behind a state that can be caught, where there is one that says more than the state's name. */
const callOf = (state: string, error: string) =>
  state.startsWith('AssumeRootTo') && !ofTheFunction.test(error) ? 'sts:AssumeRoot' : state;

/** A caught error as a failure. A Lambda's cause is JSON with the message; the stack trace in it is left out. */
export function failureOfCaught({ state, error, cause }: CaughtError): Failure {
  return { call: callOf(state, error), error, message: messageIn(cause) };
}

const LambdaError = z.object({ errorMessage: z.string() });

function messageIn(cause: string): string {
  try {
    return z.parse(LambdaError, JSON.parse(cause)).errorMessage;
  } catch {
    return cause;
  }
}

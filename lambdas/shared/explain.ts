import type { CaughtError, Failure } from './model';

/** A failure in plain words, and what a person can do about it. */
export interface Explanation {
  readonly reason: string;
  readonly remedy: string;
}

interface Rule extends Explanation {
  readonly matches: (failure: Failure) => boolean;
}

const accessDenied = /^AccessDenied(Exception)?$/;
const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

const denied = (failure: Failure) => accessDenied.test(failure.error);
/** Opening a session and using it both need the sealing key, whose refusal says nothing about the account. */
const bySealingKey = (failure: Failure) => denied(failure) && /\bkms:/.test(failure.message);
const byServiceControlPolicy = (failure: Failure) =>
  denied(failure) && /service control policy/i.test(failure.message);

/**
 * The first rule that matches explains. AWS says in its AccessDenied texts which kind of policy denied: a service
 * control policy, or (the task policy of the root session) an identity-based one.
 */
const rules: readonly Rule[] = [
  {
    matches: bySealingKey,
    reason: 'This app may not use the KMS key that seals its secrets.',
    remedy: "Check the key, its policy and the app's roles (deploying again restores them), then run again.",
  },
  {
    matches: (failure) => byServiceControlPolicy(failure) && failure.call === 'sts:AssumeRoot',
    reason: 'A service control policy denies sts:AssumeRoot to this app.',
    remedy: "Exempt the app's two AssumeRoot roles in that policy, then run again.",
  },
  {
    matches: byServiceControlPolicy,
    reason: 'A service control policy denies the root user, root sessions included.',
    remedy:
      'Add the condition "Null": {"aws:AssumedRoot": "true"} to every SCP statement that denies root (Control Tower: enable AWS-GR_RESTRICT_ROOT_USER with ExemptAssumeRoot), then run again.',
  },
  {
    matches: (failure) => denied(failure) && failure.call === 'sts:AssumeRoot',
    reason: 'AWS refused a root session in this account.',
    remedy:
      'Check that centralized root access is enabled for the organization (trusted access for IAM, RootCredentialsManagement and RootSessions), that this app runs in the management account or in the delegated administrator account for IAM, and that the account is an active member.',
  },
  {
    matches: (failure) => denied(failure) && failure.call.startsWith('iam:'),
    reason: 'The root session may not make this call.',
    remedy: 'Look at the message: a policy on the account denies it. Mend that policy, then run again.',
  },
  {
    matches: denied,
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
  {
    matches: ({ error }) => error === 'RegionDisabledException',
    reason: 'STS is not activated in this Region.',
    remedy: 'Activate the Region for STS in the account settings of IAM, then run again.',
  },
  {
    matches: ({ error }) => error === 'RootSessionIdentityError',
    reason: 'The root session belongs to somebody else, so nothing was deleted with it.',
    remedy:
      'Do not run again before it is clear what answers for STS: look at the endpoint and the network path.',
  },
  {
    matches: ({ error }) => error === 'PasswordStillPresentError',
    reason: 'The password is still there, so the MFA devices that protect it stay.',
    remedy: 'Remove what keeps the password, then run again.',
  },
  {
    matches: ({ error }) => error === 'DeletedCredentialStillListedError',
    reason: 'IAM accepted the deletion and still lists the credential.',
    remedy: 'Run again in a few minutes: IAM may need a moment.',
  },
  {
    matches: ({ error }) => error === 'ReadingsDisagree',
    reason: 'Two reads of IAM disagree about this credential.',
    remedy: 'Run again in a few minutes: IAM may need a moment.',
  },
  {
    matches: ({ error }) => error === 'PlanChangedError',
    reason: 'The stored plan and the decision do not belong together, so nothing was deleted.',
    remedy: 'Find out who can write to the run store, then run again: a new plan needs a new approval.',
  },
  {
    matches: ({ error }) => error === 'AlreadyDecidedError',
    reason: 'Somebody decided before the reminder.',
    remedy: 'Nothing: the decision counts.',
  },
  {
    matches: ({ error }) => error === 'NoApproverConfirmedError',
    reason: 'No approver has confirmed their email subscription, so nobody could be asked.',
    remedy: 'Have the approvers confirm the subscription email of the SNS topic, then run again.',
  },
];

export function explain(failure: Failure): Explanation {
  const rule = rules.find(({ matches }) => matches(failure));
  const said = `${failure.call} answered ${failure.error}: ${failure.message}`;
  if (rule) return { reason: `${rule.reason} (${said})`, remedy: rule.remedy };
  return {
    reason: `${failure.call} failed. (${failure.error}: ${failure.message})`,
    remedy: 'Run again; if it fails the same way, look at the log of this function.',
  };
}

/** The call behind each state that can be caught, where there is one that says more than the state's name. */
const callOfState: Record<string, string> = {
  AssumeRootToInspect: 'sts:AssumeRoot',
  AssumeRootToPurge: 'sts:AssumeRoot',
};

/** A caught error as a failure. A Lambda's cause is JSON with the message; the stack trace in it is left out. */
export function failureOfCaught({ state, error, cause }: CaughtError): Failure {
  return { call: callOfState[state] ?? state, error, message: messageIn(cause) };
}

function messageIn(cause: string): string {
  try {
    const document: unknown = JSON.parse(cause);
    const message =
      typeof document === 'object' && document !== null ? Reflect.get(document, 'errorMessage') : undefined;
    return typeof message === 'string' ? message : cause;
  } catch {
    return cause;
  }
}

import { type InputProblem, problemLines } from '../input/input-problems';
import type { Failure } from '../run/model';

/** One class for each error that the state machine or a person tells apart; `name` is what `ErrorEquals` matches. */

/** The execution input, or something it points to, is wrong. The message names every wrong field. */
export class InvalidInputError extends Error {
  override readonly name: string = 'InvalidInputError';

  constructor(readonly problems: readonly InputProblem[]) {
    const lines = problemLines(problems).map((line) => `- ${line}`);
    super(`The execution input is not valid. Nothing was started.\n${lines.join('\n')}`);
  }
}

/** An event names an account that Organizations does not list: as it is new, that may need a moment. */
export class AccountNotListedYetError extends InvalidInputError {
  override readonly name = 'AccountNotListedYetError';
}

/** AWS answered, and what was asked for is not in the answer, or not all of it: it is no answer. */
export class IncompleteAnswerError extends Error {
  override readonly name = 'IncompleteAnswerError';

  constructor(call: string, why: string) {
    super(`The answer to ${call} is not complete: ${why}.`);
  }
}

/** Several callers asked for the same execution in the same second, and one of them started it. */
export class SeveralStartersError extends Error {
  override readonly name = 'SeveralStartersError';

  constructor(callers: readonly string[]) {
    super(`In the same second it was asked for by ${callers.join(' and by ')}.`);
  }
}

/** A root session does not belong to the root user of the account it was opened for. */
export class RootSessionIdentityError extends Error {
  override readonly name = 'RootSessionIdentityError';
}

/** A run that is to delete nothing asked for a root session that can. */
export class NotAPurgeError extends Error {
  override readonly name = 'NotAPurgeError';
}

/** The password is still there, so its MFA devices must stay. */
export class PasswordStillPresentError extends Error {
  override readonly name = 'PasswordStillPresentError';
}

/** IAM accepted a deletion and still lists the credential: it may need a moment. */
export class DeletedCredentialStillListedError extends Error {
  override readonly name = 'DeletedCredentialStillListedError';
}

/** No approver confirmed their email subscription: nobody could ever approve. */
export class NoApproverConfirmedError extends Error {
  override readonly name = 'NoApproverConfirmedError';
}

/** Fewer approvers confirmed their email subscription than have to approve: the run could never be approved. */
export class TooFewApproversConfirmedError extends Error {
  override readonly name = 'TooFewApproversConfirmedError';
}

/** An approval is not by as many people as its run asks for, or by whoever started it. */
export class ApprovalsMissingError extends Error {
  override readonly name = 'ApprovalsMissingError';
}

/** Subscriptions of an approver's topic would get links that are not theirs, so nobody is mailed one. The message names each. */
export class StrangersOnTopicError extends Error {
  override readonly name = 'StrangersOnTopicError';
}

/** Somebody decided before they were asked again or reminded: there is nothing to wait for. */
export class AlreadyDecidedError extends Error {
  override readonly name = 'AlreadyDecidedError';
}

/** The plan in the run store, or the decision on it, is not the one that was approved. */
export class PlanChangedError extends Error {
  override readonly name = 'PlanChangedError';
}

/** A decision does not say by whose sign-in it was made, in a run where that was asked for. */
export class DeciderUnknownError extends Error {
  override readonly name = 'DeciderUnknownError';
}

/** A decision was signed with IAM in a run that takes no such decisions. */
export class SignedDecisionRefusedError extends Error {
  override readonly name = 'SignedDecisionRefusedError';
}

/** AWS accepted a change and still shows what was before it: it may need a moment. */
export class ChangeNotVisibleError extends Error {
  override readonly name = 'ChangeNotVisibleError';
}

/**
 * Whether IAM said that the thing is not there. The SDK names modeled errors by their shape
 * (`NoSuchEntityException`); unmodeled answers keep the code on the wire (`NoSuchEntity`).
 */
export function isNoSuchEntity(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchEntity' || error.name === 'NoSuchEntityException');
}

/** What a failed call said, fit to be stored: a name and a message, never the request. */
export function failureOf(call: string, error: unknown): Failure {
  return error instanceof Error
    ? { call, error: error.name, message: error.message }
    : { call, error: 'Error', message: String(error) };
}

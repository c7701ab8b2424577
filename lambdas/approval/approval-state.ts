import { ApprovalRequest, type Decider, Decision } from '../run/model';
import { runKeys } from '../run/run-keys';
import { type RunStore, readJson } from '../run/run-store';
import { type Approver, approvalLink, findApprover } from './approval-link';

/** A link that fits a run: whose it is, and what its approver was asked. */
export interface OpenedLink {
  readonly run: string;
  /** The path of the approval page, with which those of the report start. */
  readonly path: string;
  readonly approver: Approver;
  /** Whoever decides with it, and how that is known. */
  readonly decider: Decider;
  readonly approval: ApprovalRequest;
}

/** Whether nothing is deleted in the run of a link, whatever is decided. */
export const isOfRehearsal = ({ approval }: Pick<OpenedLink, 'approval'>) => approval.mode === 'rehearsal';

/** A decision that a person made. */
export type PersonalDecision = Extract<Decision, { decidedBy: string }>;

/** What an approval has come to, once nothing can be decided any more. */
export type SettledState =
  | { readonly state: 'expired' }
  /** Nobody could be asked. */
  | { readonly state: 'closed' }
  | { readonly state: 'decided'; readonly decision: PersonalDecision };

/** What holds for an approval: somebody may still decide, or how it was settled. */
export type ApprovalState = { readonly state: 'pending' } | SettledState;

/** The approver and request that a link leads to; `undefined` alike for an unknown run and a wrong secret. */
export async function openLink(
  store: RunStore,
  run: string,
  secret: string,
): Promise<OpenedLink | undefined> {
  if (!isExecutionName(run)) return undefined;
  const approval = await readJson(store, runKeys.approval(run), ApprovalRequest);
  const approver = findApprover(approval, secret);
  if (!approver || approval?.run !== run) return undefined;
  const decider: Decider = { decidedBy: approver.email };
  return { run, path: approvalLink('', run, secret), approver, decider, approval };
}

/** What holds for an approval at this moment. The stored decision comes first, whatever the clock says. */
export async function approvalState(
  store: RunStore,
  { run, expiresAt }: Pick<ApprovalRequest, 'run' | 'expiresAt'>,
  now: Date,
): Promise<ApprovalState> {
  const decision = await readJson(store, runKeys.decision(run), Decision);
  if (!decision) return { state: now.getTime() < Date.parse(expiresAt) ? 'pending' : 'expired' };
  switch (decision.decision) {
    case 'EXPIRED':
      return { state: 'expired' };
    case 'NOT_ASKED':
      return { state: 'closed' };
    default:
      return { state: 'decided', decision };
  }
}

/**
 * Whether an execution can have this name; dots alone would climb out of `runs/` on the way to S3.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (`name`)
 */
export function isExecutionName(text: string): boolean {
  if (/^\.*$/.test(text)) return false;
  return text.length <= 80 && !/[\s\p{Cc}<>{}[\]?*"#%\\^|~`$&,;:/]/u.test(text);
}

import type { Context } from 'hono';
import { getConnInfo } from 'hono/aws-lambda';
import { approvalState, type PersonalDecision } from '../approval/approval-state';
import { planAsAsked } from '../approval/plan-as-asked';
import type { StoredProposal } from '../approval/proposals';
import { storeDecision } from '../approval/store-decision';
import type { TickBox } from '../approval/tick-boxes';
import { judge, readSubmission, type Submission, type Verdict } from './approval-form';
import type { LinkAnswer } from './link-answer';
import { pageToDecide, showSettled, waitingProposal } from './show';

/** Answers a POST: decides, if nobody has yet and the form holds a decision on the plan that was asked about. */
export const decide: LinkAnswer = async (services, link, c) => {
  const { store, now, tasks } = services;
  const form = readSubmission(await c.req.text());
  const state = await approvalState(store, link.approval, now());
  if (state.state !== 'pending') return showSettled(services, link, state, c, true);

  const [plan, last] = await Promise.all([planAsAsked(store, link.approval), waitingProposal(store, link)]);
  const verdict = isForm(c) ? judge(form, plan, link.approval.planDigest, last) : notAForm;
  const nothing = (problem: string, proposal = last) =>
    pageToDecide({ link, plan, now: now(), last: proposal, ...asSent(form, proposal), problem }, tasks);
  if ('problem' in verdict) return c.html(nothing(verdict.problem), isForm(c) ? 422 : 415);

  const decision: PersonalDecision = {
    ...verdict,
    planDigest: link.approval.planDigest,
    decidedAt: now().toISOString(),
    ...link.decider,
    name: form.name || undefined,
    sourceIp: getConnInfo(c).remote.address ?? 'unknown',
    comment: form.comment || undefined,
  };
  const stored = await storeDecision(services, link.approval, decision, form.seen);
  if ('problem' in stored) return c.html(nothing(stored.problem, await waitingProposal(store, link)), 409);
  if ('proposed' in stored || stored.isThisOne) return c.redirect(link.path, 303);
  return showSettled(services, link, stored.settled, c, true);
};

/** The form as it was sent, so that nothing has to be ticked or typed twice; but for the last box. */
function asSent({ ticked, confirmed, name, comment, seen }: Submission, last: StoredProposal | undefined) {
  const isIn = (keys: ReadonlySet<string>) => (tick: TickBox) =>
    tick.value.split(' ').every((key) => keys.has(key));
  // Whoever has not seen the proposal that waits now is shown it.
  const chooses = !seen.confirms && seen.digest === (last?.digest ?? '');
  return { isTicked: isIn(ticked), isConfirmed: isIn(confirmed), name, comment, chooses };
}

const notAForm: Verdict = { problem: 'The decision did not come from this page’s form.' };

function isForm(c: Context): boolean {
  const [mediaType] = (c.req.header('Content-Type') ?? '').split(';');
  return mediaType?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

import type { Context } from 'hono';
import { getConnInfo } from 'hono/aws-lambda';
import { approvalState, type PersonalDecision } from '../approval/approval-state';
import { planAsAsked } from '../approval/plan-as-asked';
import { storeDecision } from '../approval/store-decision';
import type { TickBox } from '../approval/tick-boxes';
import { judge, readSubmission, type Submission, type Verdict } from './approval-form';
import type { LinkAnswer } from './link-answer';
import { pageToDecide, showSettled } from './show';

/** Answers a POST: decides, if nobody has yet and the form holds a decision on the plan that was asked about. */
export const decide: LinkAnswer = async (services, link, c) => {
  const { store, now, tasks } = services;
  const form = readSubmission(await c.req.text());
  const state = await approvalState(store, link.approval, now());
  if (state.state !== 'pending') return showSettled(services, link, state, c, true);

  const plan = await planAsAsked(store, link.approval);
  const verdict = isForm(c) ? judge(form, plan, link.approval.planDigest) : notAForm;
  if ('problem' in verdict) {
    const { problem } = verdict;
    const page = pageToDecide({ link, plan, now: now(), ...asSent(form), problem }, tasks);
    return c.html(page, isForm(c) ? 422 : 415);
  }

  const decision: PersonalDecision = {
    ...verdict,
    planDigest: link.approval.planDigest,
    decidedAt: now().toISOString(),
    ...link.decider,
    name: form.name || undefined,
    sourceIp: getConnInfo(c).remote.address ?? 'unknown',
    comment: form.comment || undefined,
  };
  const { settled, isThisOne } = await storeDecision(services, link.approval, decision);
  return isThisOne ? c.redirect(link.path, 303) : showSettled(services, link, settled, c, true);
};

/** The form as it was sent, so that nothing has to be ticked or typed twice; but for the last box. */
function asSent({ ticked, confirmed, name, comment }: Submission) {
  const isIn = (keys: ReadonlySet<string>) => (tick: TickBox) =>
    tick.value.split(' ').every((key) => keys.has(key));
  return { isTicked: isIn(ticked), isConfirmed: isIn(confirmed), name, comment };
}

const notAForm: Verdict = { problem: 'The decision did not come from this page’s form.' };

function isForm(c: Context): boolean {
  const [mediaType] = (c.req.header('Content-Type') ?? '').split(';');
  return mediaType?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

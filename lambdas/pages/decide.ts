import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'hono';
import { getConnInfo } from 'hono/aws-lambda';
import {
  approvalState,
  type OpenedLink,
  type PersonalDecision,
  type SettledState,
} from '../shared/approval-state';
import { deliverDecision } from '../shared/deliver-decision';
import { runKeys, writeOnce } from '../shared/run-store';
import { judge, readSubmission, type Submission, type Verdict } from './approval-form';
import { decidedPage } from './decided-page';
import type { ApprovalServices, LinkAnswer } from './link-answer';
import { pendingPage } from './pending-page';
import { planAsAsked, reportOf, showSettled } from './show';
import type { Tick } from './ticks';

const logger = new Logger();

/** POST: decides, if nobody has decided yet and the form holds a decision on the plan that was asked about. */
export const decide: LinkAnswer = async (services, link, c) => {
  const { store, now } = services;
  const form = readSubmission(await c.req.text());
  const state = await approvalState(store, link, now());
  if (state.state !== 'pending') return tooLate(services, link, state, form, c);

  const plan = await planAsAsked(store, link);
  const verdict = isForm(c) ? judge(form, plan, link.approval.planDigest) : notAForm;
  if ('problem' in verdict) {
    const { problem } = verdict;
    const page = pendingPage({ link, plan, now: now(), ...asSent(form), problem });
    return c.html(page, isForm(c) ? 422 : 415);
  }

  const decision: PersonalDecision = {
    ...verdict,
    planDigest: link.approval.planDigest,
    decidedAt: now().toISOString(),
    decidedBy: link.approver.email,
    name: form.name || undefined,
    sourceIp: getConnInfo(c).remote.address ?? 'unknown',
    comment: form.comment || undefined,
  };
  const isFirst = await writeOnce(store, runKeys.decision(link.run), JSON.stringify(decision));
  if (isFirst) return tell(services, link, decision, c);
  const winner = await approvalState(store, link, now());
  if (winner.state === 'pending') throw new Error('A decision was there, and is gone.');
  return tooLate(services, link, winner, form, c);
};

/** The form as it was sent, so that nothing has to be ticked or typed twice; but for the last box. */
function asSent({ ticked, confirmed, name, comment }: Submission) {
  const isIn = (keys: ReadonlySet<string>) => (tick: Tick) =>
    tick.value.split(' ').every((key) => keys.has(key));
  return { isTicked: isIn(ticked), isConfirmed: isIn(confirmed), name, comment };
}

const notAForm: Verdict = { problem: 'The decision did not come from this page’s form.' };

function isForm(c: Context): boolean {
  const [mediaType] = (c.req.header('Content-Type') ?? '').split(';');
  return mediaType?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

/** The decision is stored; the workflow is told, and the visitor is sent to the page that shows it. */
async function tell(
  services: ApprovalServices,
  link: OpenedLink,
  decision: PersonalDecision,
  c: Context,
): Promise<Response> {
  if (await isDelivered(services, link, decision)) return c.redirect(link.path, 303);
  return c.html(decidedPage({ link, decision, report: undefined, notice: 'undelivered' }), 502);
}

/**
 * Shows the decision that stands. It is delivered once more unless the run is finished: the first delivery may
 * have failed. A form without a decision asks for just that.
 */
async function tooLate(
  services: ApprovalServices,
  link: OpenedLink,
  state: SettledState,
  form: Submission,
  c: Context,
): Promise<Response> {
  if (state.state !== 'decided') return showSettled(services.store, link, state, c);
  const { decision } = state;
  const report = await reportOf(services.store, link);
  if (!report && form.decision === '') return tell(services, link, decision, c);
  const notice = report || (await isDelivered(services, link, decision)) ? 'too-late' : 'undelivered';
  return c.html(decidedPage({ link, decision, report, notice }), 409);
}

/** A failure is logged by its name alone: AWS's validation messages may quote the task token. */
async function isDelivered(
  services: ApprovalServices,
  link: OpenedLink,
  decision: PersonalDecision,
): Promise<boolean> {
  try {
    await deliverDecision(services, link, decision);
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'Error';
    logger.error('The decision is stored but could not be delivered', { run: link.run, error: name });
    return false;
  }
}

import type { Context } from 'hono';
import * as z from 'zod/mini';
import { requiredBy } from '../approval/approval-rules';
import {
  approvalState,
  type OpenedLink,
  type PersonalDecision,
  type SettledState,
} from '../approval/approval-state';
import { planAsAsked } from '../approval/plan-as-asked';
import { lastProposal, type StoredProposal } from '../approval/proposals';
import { type TickBox, tickBoxesOf } from '../approval/tick-boxes';
import { runKeys } from '../run/run-keys';
import { listObjects, type RunStore, readJson, readText } from '../run/run-store';
import { type Tasks, taskNamed } from '../tasks/registry';
import { type AnyPlan, AnyReport } from '../tasks/shapes';
import { boxesThatFit } from './form-size';
import type { ApprovalServices, LinkAnswer } from './link-answer';
import { closedPage } from './message-page';
import { type Pending, pendingPage } from './pending-page';
import { proposalPage } from './proposal-page';
import type { PurgeProgress } from './running';
import { contentSecurityPolicy } from './security-headers';
import { decidedPage, expiredPage } from './settled-pages';
import { taskPendingPage } from './task-pending-page';

/**
 * Answers a GET with the page for the state that the approval is in. `?select=all` ticks every credential and its
 * confirmation, `?select=unused` those that need no confirmation; neither decides, and neither ticks more than one
 * form can hold.
 */
export const show: LinkAnswer = async (services, link, c) => {
  const { store, now } = services;
  const state = await approvalState(store, link.approval, now());
  if (state.state !== 'pending') return showSettled(services, link, state, c);
  const [plan, last] = await Promise.all([planAsAsked(store, link.approval), waitingProposal(store, link)]);
  const select = c.req.query('select');
  const selected = new Set(selectedBoxes(plan, select).map(({ value }) => value));
  const isTicked = ({ value }: TickBox) => selected.has(value);
  const chooses = select !== undefined || c.req.query('choose') === 'otherwise';
  const ticking = { isTicked, isConfirmed: isTicked };
  return c.html(pageToDecide({ link, plan, now: now(), last, chooses, ...ticking }, services.tasks));
};

/** What waits for a second person, where one has to approve; `undefined` where nothing does. */
export async function waitingProposal(
  store: RunStore,
  { run, approval }: OpenedLink,
): Promise<StoredProposal | undefined> {
  return requiredBy(approval) > 1 ? lastProposal(store, run) : undefined;
}

/** Those that are to be ticked, as far as one form can hold them. */
function selectedBoxes(plan: AnyPlan, select: string | undefined): TickBox[] {
  if (plan.kind === 'task') return [];
  const boxes = plan.accounts.flatMap((account) => tickBoxesOf(account, plan.plannedAt));
  const wanted = select === 'unused' ? boxes.filter(({ needsConfirmation }) => !needsConfirmation) : boxes;
  return select === 'all' || select === 'unused' ? boxesThatFit(wanted) : [];
}

interface ToDecide extends Omit<Pending, 'plan'> {
  readonly plan: AnyPlan;
  /** Whether the visitor would have it otherwise than what was proposed. */
  readonly chooses: boolean;
}

/** The page that asks about a plan, of a purge or of a privileged task, with the form that decides on it. */
export function pageToDecide({ plan, chooses, ...asked }: ToDecide, tasks?: Tasks): string {
  const { last } = asked;
  if (plan.kind === 'task')
    return taskPendingPage({ ...asked, plan, chooses, task: taskNamed(plan.task, tasks) });
  return last && !chooses ? proposalPage({ ...asked, plan, last }) : pendingPage({ ...asked, plan });
}

/** Answers with the page once nothing can be decided any more; `isTooLate` where this visitor tried to, too. */
export async function showSettled(
  { store, now }: ApprovalServices,
  link: OpenedLink,
  state: SettledState,
  c: Context,
  isTooLate = false,
): Promise<Response> {
  if (state.state === 'closed') return c.html(closedPage(link), 410);
  const report = await reportOf(store, link);
  if (state.state === 'expired') return c.html(expiredPage(link, report), 410);
  const { decision } = state;
  const progress = report ? undefined : await progressOf(store, link, decision, now());
  return c.html(decidedPage({ link, decision, report, progress, isTooLate }), isTooLate ? 409 : 200);
}

/** How many of the approved accounts were worked on so far. */
async function progressOf(
  store: RunStore,
  { run, approval }: OpenedLink,
  { credentials, decidedAt }: PersonalDecision,
  now: Date,
): Promise<PurgeProgress> {
  const written = await listObjects(store, runKeys.progress(run));
  const signs = [Date.parse(decidedAt), ...written.map(({ lastModified }) => lastModified.getTime())];
  const lastSign = new Date(Math.max(...signs));
  return {
    accounts: new Set(credentials.map(({ accountId }) => accountId)).size,
    done: written.length,
    failed: written.filter(({ key }) => key.endsWith('.failed')).length,
    silence:
      now.getTime() - lastSign.getTime() < longestSilence
        ? undefined
        : {
            since: lastSign.toISOString(),
            readsBy: now.toISOString() < approval.expiresAt ? approval.expiresAt : undefined,
          },
  };
}

/** In milliseconds. An account takes five minutes at most; CloseApproval and WriteReport try four times as long. */
const longestSilence = 60 * 60_000;

/** There once the run is finished. */
function reportOf(store: RunStore, { run }: OpenedLink): Promise<AnyReport | undefined> {
  return readJson(store, runKeys.report(run, 'json'), AnyReport);
}

/** Answers a GET with the finished report in one of its formats, as it was stored. */
export const sendReport: LinkAnswer = async ({ store }, link, c) => {
  const format = z.parse(z.enum(['html', 'json', 'csv']), c.req.param('report')?.replace('report.', ''));
  const text = await readText(store, runKeys.report(link.run, format));
  if (text === undefined) return c.notFound();
  if (format === 'html') {
    c.header('Content-Security-Policy', contentSecurityPolicy(styleSheetIn(text)));
    return c.html(text);
  }
  if (format === 'csv') c.header('Content-Disposition', 'attachment; filename="report.csv"');
  return c.body(text, 200, { 'Content-Type': `${contentTypes[format]}; charset=utf-8` });
};

const contentTypes = { json: 'application/json', csv: 'text/csv' };

/** A report keeps the style sheet of the day it was written. It stands in the head, before any words of others. */
function styleSheetIn(html: string): string {
  return /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
}

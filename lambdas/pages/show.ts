import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import * as z from 'zod/mini';
import {
  approvalState,
  type OpenedLink,
  type PersonalDecision,
  type SettledState,
} from '../shared/approval-state';
import { PlanChangedError } from '../shared/errors';
import { listKeys, type RunStore, readJson, readText, runKeys } from '../shared/run-store';
import { AnyPlan, AnyReport } from '../shared/task-model';
import { decidedPage } from './decided-page';
import { expiredPage } from './expired-page';
import type { LinkAnswer } from './link-answer';
import { closedPage } from './message-page';
import { type Pending, pendingPage } from './pending-page';
import type { Progress } from './running';
import { contentSecurityPolicy } from './security-headers';
import { taskPendingPage } from './task-pending-page';
import type { Tick } from './ticks';

/**
 * GET: the page for the state the approval is in. `?select=all` ticks every credential and its confirmation,
 * `?select=unused` those that need no confirmation; neither decides.
 */
export const show: LinkAnswer = async ({ store, now }, link, c) => {
  const state = await approvalState(store, link, now());
  if (state.state !== 'pending') return showSettled(store, link, state, c);
  const plan = await planAsAsked(store, link);
  const select = c.req.query('select');
  const isConfirmed = () => select === 'all';
  const isTicked = (tick: Tick) => isConfirmed() || (select === 'unused' && !tick.needsConfirmation);
  return c.html(pageToDecide({ link, plan, now: now(), isTicked, isConfirmed }));
};

/** The plan of either kind, and the form that decides on it. */
export function pageToDecide({ plan, ...asked }: Omit<Pending, 'plan'> & { plan: AnyPlan }): string {
  return 'task' in plan ? taskPendingPage({ ...asked, plan }) : pendingPage({ ...asked, plan });
}

/** The page once nothing can be decided any more. */
export async function showSettled(
  store: RunStore,
  link: OpenedLink,
  state: SettledState,
  c: Context,
): Promise<Response> {
  if (state.state === 'closed') return c.html(closedPage(link.run), 410);
  const report = await reportOf(store, link);
  if (state.state === 'expired') return c.html(expiredPage(link, report), 410);
  const progress = report ? undefined : await progressOf(store, link, state.decision);
  return c.html(decidedPage({ link, decision: state.decision, report, progress }));
}

/** How many of the approved accounts were worked on so far. */
export async function progressOf(
  store: RunStore,
  { run }: OpenedLink,
  { credentials }: PersonalDecision,
): Promise<Progress> {
  const keys = await listKeys(store, runKeys.progress(run));
  return {
    accounts: new Set(credentials.map(({ accountId }) => accountId)).size,
    done: keys.length,
    failed: keys.filter((key) => key.endsWith('.failed')).length,
  };
}

/** There once the run is finished. */
export function reportOf(store: RunStore, { run }: OpenedLink): Promise<AnyReport | undefined> {
  return readJson(store, runKeys.report(run, 'json'), AnyReport);
}

/** The stored plan. @throws PlanChangedError when it is not, byte for byte, the one that was asked about */
export async function planAsAsked(store: RunStore, { run, approval }: OpenedLink): Promise<AnyPlan> {
  const text = (await readText(store, runKeys.plan(run))) ?? '';
  if (createHash('sha256').update(text).digest('hex') !== approval.planDigest) {
    throw new PlanChangedError(`The stored plan of ${run} does not have the digest that was asked about.`);
  }
  return z.parse(AnyPlan, JSON.parse(text));
}

/** GET: the finished report in one of its formats, as it was stored. */
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

import { openPage, type Page, submit } from './page';
import type { StartedRun } from './scenario';

/** Presses a button of a task's page, having understood; resolves with the page as it was before. */
export async function decideTask(run: StartedRun, decision: 'approve' | 'reject'): Promise<Page> {
  const link = await run.link();
  const page = await openPage(link);
  await submit(link, page, decision);
  return page;
}

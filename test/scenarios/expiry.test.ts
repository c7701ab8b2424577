import { describe, expect, it, vi } from 'vitest';
import { TaskTokens } from '../../local/runtime/asl/task-tokens';
import { ManualClock } from '../../local/runtime/clock';
import { countCredentials } from '../../local/simulator/organization';
import { alice, bob } from './support/approvers';
import { openPage, submit } from './support/page';
import { useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const threeDays = 72 * 60 * 60 * 1000;

describe('a run that nobody decides on', () => {
  it('expires: nothing is deleted, nobody can decide any more, and every approver is told', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    const page = await openPage(link);
    clock.advance(threeDays + 1000);

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(14);
    expect(run.report()).toMatchObject({
      decision: { decision: 'EXPIRED' },
      outcomes: { clean: 6, expired: 5, skipped: 2, purged: 0 },
    });
    const told = run.emails().filter(({ subject }) => subject.startsWith('Root credential purge'));
    expect(told.map(({ to }) => to).sort()).toEqual([alice, bob]);

    const late = await submit(link, page, 'approve', page.ticks);
    expect(late.status).toBe(410);
    expect((await openPage(link)).status).toBe(410);
    expect(JSON.parse(run.object('decision.json') ?? '')).toMatchObject({ decision: 'EXPIRED' });
  });

  it('counts a decision that was stored and never delivered', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    const page = await openPage(link);
    const lost = vi.spyOn(TaskTokens.prototype, 'succeed').mockImplementation(() => {
      throw new Error('The answer got lost.');
    });
    const answer = await submit(link, page, 'approve', page.ticks);
    lost.mockRestore();
    expect(answer.status).toBe(502);
    expect(run.object('decision.json')).toBeDefined();
    clock.advance(threeDays + 1000);

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(0);
    expect(run.report()).toMatchObject({ decision: { decision: 'APPROVED', decidedBy: alice } });
  });
});

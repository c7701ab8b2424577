import { describe, expect, it } from 'vitest';
import { decideOnPage, linkIn } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { ManualClock } from '../support/manual-clock';
import { alice, bob } from './support/approvers';
import { openPage, submit } from './support/page';
import { eventually, useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const threeQuarters = 54 * 60 * 60 * 1000;
const oneQuarter = 18 * 60 * 60 * 1000 + 1000;

describe('a run that nobody decides on', () => {
  it('expires: nothing is deleted, nobody can decide any more, and every approver is told', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    const page = await openPage(link);
    clock.advance(threeQuarters);
    const reminders = await eventually(() => {
      const found = run.emails().filter(({ subject }) => subject.startsWith('Reminder'));
      return found.length === 2 ? found : undefined;
    }, run.execution);
    expect(reminders.map(({ to }) => to).sort()).toEqual([alice, bob]);
    await eventually(() => (clock.sleeping > 0 ? true : undefined), run.execution);
    clock.advance(oneQuarter);

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(14);
    expect(run.report()).toMatchObject({
      decision: { decision: 'EXPIRED' },
      outcomes: { clean: 6, expired: 5, skipped: 2, purged: 0 },
    });
    const told = run.emails().filter(({ subject }) => subject.startsWith('Root credential purge'));
    expect(told.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      [alice, 'Root credential purge: expired, nobody decided in time, 0 need attention'],
      [bob, 'Root credential purge: expired, nobody decided in time, 0 need attention'],
    ]);

    const late = await submit(link, page, 'approve', page.ticks);
    expect(late.status).toBe(410);
    expect((await openPage(link)).status).toBe(410);
    expect(JSON.parse(run.object('decision.json') ?? '')).toMatchObject({ decision: 'EXPIRED' });
  });

  it.each(['first', 'second'])('is still decided after the reminder, by the %s link', async (which) => {
    scenario.organize();
    const run = scenario.run();
    const first = await run.link(alice);
    clock.advance(threeQuarters);
    const reminder = await eventually(
      () => run.emails().find(({ to, subject }) => to === alice && subject.startsWith('Reminder')),
      run.execution,
    );
    await decideOnPage(which === 'first' ? first : linkIn(reminder.message), 'all');

    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
    expect(countCredentials(scenario.organization)).toBe(0);
    expect(run.report()).toMatchObject({ decision: { decision: 'APPROVED', decidedBy: alice } });
  });
});

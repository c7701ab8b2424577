import { describe, expect, it } from 'vitest';
import { decideOnPage } from '../../cli/run/approval/approver';
import { countCredentials } from '../../local-aws';
import { alice, bob } from './support/approvers';
import { openPage, submit } from './support/page';
import { useScenario } from './support/scenario';

const scenario = useScenario();

describe('one decision', () => {
  it('is the first: a second click changes nothing and is told who decided', async () => {
    scenario.organize();
    const run = scenario.run();
    const [aliceLink, bobLink] = await Promise.all([run.link(alice), run.link(bob)]);
    const bobPage = await openPage(bobLink);
    await decideOnPage(aliceLink, 'none');
    const late = await submit(bobLink, bobPage, 'approve', bobPage.ticks);
    await run.execution.result;

    expect(late.status).toBe(409);
    expect(late.text).toContain(alice);
    expect(run.report().decision).toMatchObject({ decision: 'REJECTED', decidedBy: alice });
    expect(countCredentials(scenario.organization)).toBe(14);
    const after = await openPage(bobLink);
    expect(after.status).toBe(200);
    expect(after.text).toContain(alice);
    expect(after.text).toContain('hold no root credentials');
  });

  it('comes out of two simultaneous ones: one wins, the other is told so', async () => {
    scenario.organize();
    const run = scenario.run();
    const [aliceLink, bobLink] = await Promise.all([run.link(alice), run.link(bob)]);
    const page = await openPage(aliceLink);
    const answers = await Promise.all([
      submit(aliceLink, page, 'approve', page.ticks),
      submit(bobLink, page, 'reject'),
    ]);
    await run.execution.result;

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const aliceWon = answers[0]?.status === 303;
    expect(run.report().decision).toMatchObject({ decidedBy: aliceWon ? alice : bob });
    expect(countCredentials(scenario.organization)).toBe(aliceWon ? 0 : 14);
  });

  it('is not made by a storm of GET and HEAD', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => fetch(link, { method: index % 2 === 0 ? 'GET' : 'HEAD' })),
    );

    expect(run.object('decision.json')).toBeUndefined();
    expect((await openPage(link)).ticks.length).toBeGreaterThan(0);
    expect(countCredentials(scenario.organization)).toBe(14);
    await decideOnPage(link, 'none');
    expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is on the plan: one on another digest is refused and decides nothing', async () => {
    scenario.organize();
    const run = scenario.run();
    const link = await run.link();
    const page = await openPage(link);
    const refused = await submit(link, { digest: '0'.repeat(64) }, 'approve', page.ticks);

    expect(refused.status).toBe(422);
    expect(run.object('decision.json')).toBeUndefined();
    await decideOnPage(link, 'none');
    await run.execution.result;
  });

  it('does not come from a task token alone: without a stored decision nothing is deleted', async () => {
    scenario.organize();
    const run = scenario.run();
    await run.link();
    run.execution.stop();
    expect(await run.execution.result).toMatchObject({ status: 'ABORTED' });
    expect(countCredentials(scenario.organization)).toBe(14);
  });
});

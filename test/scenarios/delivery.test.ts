import { afterEach, describe, expect, it, vi } from 'vitest';
import { countCredentials, ObjectStore, objectCreatedEvent, TaskTokens } from '../../local-aws';
import { ManualClock } from '../support/manual-clock';
import { alice } from './support/approvers';
import { openPage, submit } from './support/page';
import { eventually, type StartedRun, useScenario } from './support/scenario';

const clock = new ManualClock(new Date());
const scenario = useScenario({ clock });
const threeQuarters = 54 * 60 * 60 * 1000;

afterEach(() => vi.restoreAllMocks());

async function askedRun() {
  scenario.organize();
  const run = scenario.run();
  const link = await run.link(alice);
  const page = await openPage(link);
  return { run, link, page, approve: () => submit(link, page, 'approve', page.ticks) };
}

/** The event for the stored decision once more, as Lambda and EventBridge send it again. */
const deliverAgain = ({ name }: StartedRun) =>
  scenario.app.putEvent(
    objectCreatedEvent({
      bucket: scenario.app.bucket,
      key: `runs/${name}/decision.json`,
      size: 1,
      etag: '""',
    }),
  );

async function expectApproved(run: StartedRun): Promise<void> {
  expect(await run.execution.result).toMatchObject({ status: 'SUCCEEDED' });
  expect(countCredentials(scenario.organization)).toBe(0);
  expect(run.report()).toMatchObject({ decision: { decision: 'APPROVED', decidedBy: alice } });
}

/** The next write of this object fails, as if the function that makes it had died there. */
function failNextWrite(name: string): void {
  const put = ObjectStore.prototype.put;
  let left = 1;
  vi.spyOn(ObjectStore.prototype, 'put').mockImplementation(function (this: ObjectStore, ...args) {
    if (args[1].endsWith(name) && left-- > 0) throw new Error('The process died.');
    return put.apply(this, args);
  });
}

describe('a crash on the way of a decision', () => {
  it('before it is stored: nothing was decided, and pressing the button again decides', async () => {
    const { run, link, approve } = await askedRun();
    failNextWrite('/decision.json');
    // The SDK tries an internal error again, so that this one is not even seen.
    expect((await approve()).status).toBe(303);
    await expectApproved(run);
    expect((await openPage(link)).status).toBe(200);
  });

  it('right after it is stored: it is delivered without anyone coming back', async () => {
    const other = await askedRun();
    await other.approve();
    await expectApproved(other.run);
    const stored = other.run.object('decision.json') ?? '';

    const { run } = await askedRun();
    const { planDigest } = JSON.parse(run.object('approval.json') ?? '');
    const { accounts } = JSON.parse(run.object('plan.json') ?? '');
    const credentials = accounts.flatMap((account: { accountId: string; credentials: object[] }) =>
      account.credentials.map((credential) => ({ accountId: account.accountId, ...credential })),
    );
    const decision = { ...JSON.parse(stored), planDigest, credentials };
    // The page did no more than this before it died.
    await scenario.app.objects.putObject(
      scenario.app.bucket,
      `runs/${run.name}/decision.json`,
      JSON.stringify(decision),
    );
    await expectApproved(run);
  });

  it('while it is delivered: the next try delivers it', async () => {
    const { run, approve } = await askedRun();
    vi.spyOn(TaskTokens.prototype, 'succeed').mockImplementation(() => {
      throw new Error('The answer got lost.');
    });
    expect((await approve()).status).toBe(303);
    await eventually(
      () => scenario.logs.find((line) => line.includes('DeliverDecision') && line.includes('ERROR')),
      run.execution,
    );
    vi.restoreAllMocks();
    await deliverAgain(run);
    await expectApproved(run);
  });

  it('right after it is delivered: a second delivery changes nothing', async () => {
    const { run, approve } = await askedRun();
    await approve();
    await deliverAgain(run);
    const deliveries = await deliverAgain(run);
    expect(deliveries).toMatchObject([{ answer: { delivered: true } }]);
    await expectApproved(run);
    expect(scenario.calls()['sts:AssumeRoot']).toBe(11 + 5);
  });

  it('that outlasts every try: the workflow finds the decision at the reminder, and reminds nobody', async () => {
    const { run, approve } = await askedRun();
    vi.spyOn(TaskTokens.prototype, 'succeed').mockImplementation(() => {
      throw new Error('The answer got lost.');
    });
    await approve();
    clock.advance(threeQuarters);
    await expectApproved(run);
    expect(run.emails().filter(({ subject }) => subject.startsWith('Reminder'))).toEqual([]);
  });

  it('while the approval is closed: it is closed once more, by the same decision', async () => {
    const { run, approve } = await askedRun();
    failNextWrite('/approved.json');
    await approve();
    await expectApproved(run);
  });
});

it('asks nobody any more once somebody failed the task, without error and cause as well', async () => {
  const create = vi.spyOn(TaskTokens.prototype, 'create');
  const { run } = await askedRun();
  const [token] = create.mock.results.map(({ value }) => value.token as string);
  (create.mock.contexts[0] as TaskTokens).fail(token ?? '');
  expect(await run.execution.result).toMatchObject({ status: 'FAILED' });
  expect(JSON.parse(run.object('decision.json') ?? '')).toMatchObject({
    decision: 'NOT_ASKED',
    caught: { state: 'RequestApproval', error: 'States.TaskFailed', cause: '' },
  });
  expect(countCredentials(scenario.organization)).toBe(14);
});

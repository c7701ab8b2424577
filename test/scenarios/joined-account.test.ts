import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sendEvent } from '../../cli/run/send-event';
import { ManualClock } from '../support/manual-clock';
import { eventually, useScenario } from './support/scenario';

const clock = new ManualClock(new Date('2026-11-23T10:00:00Z'));
const scenario = useScenario({ clock });
const event = readFileSync(new URL('../fixtures/events/create-account-result.json', import.meta.url), 'utf8');

it('an account that joined is looked at when its sign-up is over, and nobody is told that it is clean', async () => {
  const account = scenario.organize().accounts.find(({ kind }) => kind === 'clean');
  if (!account) throw new Error('There is no clean account.');
  account.state = 'PENDING_ACTIVATION';
  await sendEvent(scenario.app, JSON.parse(event.replaceAll('349730040738', account.id)));
  const [execution] = scenario.started;
  if (!execution) throw new Error('Nothing was started.');

  const waits = () =>
    execution.history.filter(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === 'WaitForActivation',
    ).length;
  for (const times of [1, 2, 3]) {
    await eventually(() => (waits() === times && clock.sleeping > 0) || undefined, execution);
    if (times === 3) account.state = 'ACTIVE';
    clock.advance(900_000);
  }
  const result = await execution.result;
  expect(result).toMatchObject({ status: 'SUCCEEDED', output: { outcomes: { clean: 1 } } });
  expect(waits()).toBe(3);
  expect(scenario.emails).toEqual([]);
});

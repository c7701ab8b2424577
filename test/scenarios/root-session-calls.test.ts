import { expect, it } from 'vitest';
import { ofRootSessions } from '../../cli/check/deployed/denies';
import { decideOnPage } from '../../cli/run/approval/approver';
import { useScenario } from './support/scenario';

const scenario = useScenario();

it('a purge calls as root user what check --deployed looks for in control policies, and nothing else', async () => {
  scenario.organize();
  const called = new Set<string>();
  scenario.onCall = ({ service, operation }) => {
    if (service === 'iam') called.add(`iam:${operation}`);
  };
  const run = scenario.run();
  await decideOnPage(await run.link(), 'all');
  await run.execution.result;
  expect([...called].sort()).toEqual([...ofRootSessions].sort());
});

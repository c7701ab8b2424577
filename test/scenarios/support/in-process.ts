import { afterAll, beforeAll, vi } from 'vitest';
import { type InProcessOptions, startInProcessApp } from '../../../cli/run/in-process/in-process-app';
import type { RunningApp } from '../../../cli/run/running-app';
import { type Clock, type Organization, type Simulator, startSimulator } from '../../../local-aws';
import { alice } from './approvers';

const nothing = () => undefined;

/** What `root-purge run` starts, in the process of the tests, for alice alone. */
export const startApp = (
  options: Partial<InProcessOptions> & Pick<InProcessOptions, 'bucketFolder' | 'clock'>,
): Promise<RunningApp> =>
  startInProcessApp({
    approver: alice,
    configuration: { excludedAccounts: [], exceptions: [], approvalTimeoutHours: 72, concurrency: 20 },
    reach: 'everything',
    startsOnRequest: false,
    ...{ onLog: nothing, onStart: nothing, onProgress: nothing, onEmail: nothing, onFailure: nothing },
    onRequest: nothing,
    ...options,
  });

/** Has the clients in this process find this organization, for all tests of a file. */
export function simulate(organization: Organization, clock: Clock): void {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ organization, clock });
    vi.stubEnv('AWS_ENDPOINT_URL', simulator.url);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await simulator.close();
  });
}

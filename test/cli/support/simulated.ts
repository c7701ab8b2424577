import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, onTestFinished, TestRunner } from 'vitest';
import { assumeRoot } from '../../../lambdas/root-session/root-session';
import {
  type AccessControl,
  AwsError,
  createOrganization,
  type Organization,
  type OrganizationOptions,
  parseFaultSpec,
  runFaults,
  startSimulator,
  systemClock,
} from '../../../local-aws';

export interface Simulated {
  readonly organization: Organization;
  readonly calls: () => Record<string, number>;
  /** Knows these roles from now on, and refuses them what they may not do. */
  readonly enforce: (access: AccessControl) => void;
  /** For the command: where AWS is, and somebody's credentials. */
  readonly env: Record<string, string>;
}

type Options = Partial<Omit<OrganizationOptions, 'clock'>> & {
  /** What AWS answers to these operations, or `AssumeRoot 111122223333`, instead: an error's code and its message. */
  readonly refuse?: Readonly<Record<string, string>>;
  /** How often, all in all. @default always */
  readonly times?: number;
  /** What goes wrong on the way, as `--faults` of a rehearsal takes it. @default nothing */
  readonly faults?: string;
};

const running: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(running.splice(0).map((simulator) => simulator.close())));

/** A small organization that stands for AWS until the test is done, or the test file where no test begins it. */
export async function simulate({
  refuse = {},
  times = Number.POSITIVE_INFINITY,
  faults,
  ...options
}: Options = {}): Promise<Simulated> {
  const organization = createOrganization({ accounts: 5, seed: 1, clock: systemClock, ...options });
  let left = times;
  const rules = faults === undefined ? [] : parseFaultSpec(faults);
  const { intercept } = await runFaults({ rules, seed: 1, organization, clock: systemClock });
  const simulator = await startSimulator({
    organization,
    clock: systemClock,
    intercept,
    onCall: ({ operation, accountId }) => {
      const refused = refuse[operation] ?? refuse[`${operation} ${accountId}`];
      const [code, message = `${operation} is refused`] = refused?.split(/: (.*)/) ?? [];
      if (code && left-- > 0) throw new AwsError(code, message);
    },
  });
  if (TestRunner.getCurrentTest()) onTestFinished(() => simulator.close());
  else running.push(simulator);
  return {
    organization,
    calls: () => simulator.calls(),
    enforce: (access) => simulator.enforce(access),
    env: {
      AWS_ENDPOINT_URL: simulator.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'operator',
      AWS_SECRET_ACCESS_KEY: 'simulated',
    },
  };
}

/** The same, called with credentials of a root user. */
export async function asRootUser({ organization, env }: Simulated): Promise<Pick<Simulated, 'env'>> {
  const sts = new STSClient({
    endpoint: env.AWS_ENDPOINT_URL,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'simulated' },
  });
  const taskPolicy = 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials';
  const session = await assumeRoot(sts, organization.accounts[0]?.id ?? '', taskPolicy);
  return {
    env: {
      ...env,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
    },
  };
}

import type { Clock } from '../../../local-aws/clock';
import type { FaultRule } from '../../../local-aws/faults/fault-spec';
import { type RunFaults, runFaults } from '../../../local-aws/faults/run-faults';
import type { AccessControl } from '../../../local-aws/iam/access-control';
import { countCredentials, type Organization } from '../../../local-aws/organization/organization';
import { type Simulator, startSimulator } from '../../../local-aws/organization/simulator';

const endpointVariables = [
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_IAM',
  'AWS_ENDPOINT_URL_ORGANIZATIONS',
] as const;
/** For buckets and queues of member accounts; these alone do not say that the organization is elsewhere. */
const resourceVariables = ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_SQS'] as const;
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_REGION',
] as const;

/** Long-term credentials, as no emulator takes them for a session of its own. */
const operator = { AWS_ACCESS_KEY_ID: 'operator', AWS_SECRET_ACCESS_KEY: 'simulated' };

export interface AwsEnvironmentOptions {
  /** The simulated one. */
  readonly organization: Organization;
  readonly seed: number;
  readonly latency: number;
  /** What goes wrong on demand, drawn from `seed`. @default nothing */
  readonly faults?: readonly FaultRule[];
  readonly clock: Clock;
}

/** The organization to work on. */
export interface AwsEnvironment {
  /** For the functions: where STS, IAM and Organizations are, and the S3 and SQS of member accounts. */
  readonly variables: Record<string, string>;
  /** That of the simulated accounts; undefined where another endpoint is used. */
  readonly accountsS3?: Pick<Simulator, 'fetch' | 'secretsOf'>;
  /** What goes wrong, for the rest of the app. */
  readonly faults: RunFaults;
  /** `null` where another endpoint is used. */
  readonly managementAccountId: string | null;
  /** Root credentials in the simulated accounts at this moment; `null` where another endpoint is used. */
  countCredentials(): number | null;
  /** What the simulator was asked so far. */
  calls(): Record<string, number>;
  /** Has the simulator refuse the app's roles what they may not do. */
  enforce(access: AccessControl): void;
  close(): Promise<void>;
}

/** The variables in the environment that lead to another organization than the simulated one. */
export function leadingElsewhere(env: Record<string, string | undefined>): string[] {
  return endpointVariables.filter((variable) => env[variable]);
}

/** The simulated organization; an endpoint that is already set in the environment wins over it. */
export async function startAwsEnvironment(
  options: AwsEnvironmentOptions,
  env: Record<string, string | undefined>,
): Promise<AwsEnvironment> {
  const { organization, clock, latency, seed, faults: rules = [] } = options;
  const faults = runFaults({ rules, seed, organization, clock });
  const { intercept, seenBy } = faults;
  const simulator = await startSimulator({
    organization,
    clock,
    latency,
    intercept,
    seenBy,
    strangers: 'nobody',
  });
  const isSimulated = leadingElsewhere(env).length === 0;
  return {
    variables: {
      ...simulator.environment,
      ...present(endpointVariables, env),
      // Another endpoint may look at who is calling, and knows nothing of the roles of this app.
      ...(isSimulated
        ? {}
        : { ...operator, ...present([...credentialVariables, ...resourceVariables], env) }),
    },
    accountsS3: isSimulated ? simulator : undefined,
    faults,
    managementAccountId: isSimulated ? organization.managementAccount.id : null,
    countCredentials: () => (isSimulated ? countCredentials(organization) : null),
    calls: () => simulator.calls(),
    enforce: (access) => simulator.enforce(access),
    close: () => simulator.close(),
  };
}

function present(
  variables: readonly string[],
  env: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap((variable) => {
      const value = env[variable];
      return value ? [[variable, value]] : [];
    }),
  );
}

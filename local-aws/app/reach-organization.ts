import type { Clock } from '../clock';
import type { AccessControl } from '../iam/access-control';
import { type Simulator, startSimulator } from '../organization/simulator';
import type { Transport } from '../wire/transport';
import type { LocalAwsOptions } from './options';

/** The organization that an app works on. */
export interface ReachedOrganization {
  /** For the functions: where its services are, and the credentials for them where they want some. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absent where another organization is reached, or none. */
  readonly simulator?: Simulator;
  /** How often each of its operations was called, for instance `{"sts:AssumeRoot": 2}`; empty where nobody counts. */
  calls(): Record<string, number>;
  close(): Promise<void>;
}

/**
 * Simulates an organization whose callers are the roles of the app alone, and what they may do is what `access` says.
 * Services elsewhere go before the simulated ones.
 */
export async function reachOrganization(
  { organization, elsewhere, faults, latency, throttle, onCall }: LocalAwsOptions,
  { access, clock, transport }: { access: AccessControl; clock: Clock; transport: Transport },
): Promise<ReachedOrganization> {
  if (!organization)
    return { environment: { ...elsewhere }, calls: () => ({}), close: async () => undefined };
  const simulator = await startSimulator({
    organization,
    clock,
    latency,
    throttle,
    onCall,
    transport,
    intercept: faults?.intercept,
    seenBy: faults?.seenBy,
    strangers: 'nobody',
  });
  simulator.enforce(access);
  return {
    environment: { ...simulator.environment, ...elsewhere },
    simulator: elsewhere ? undefined : simulator,
    calls: () => simulator.calls(),
    close: () => simulator.close(),
  };
}

import { startAwsEnvironment } from './aws-environment';
import { formatFaultSpec } from './faults/fault-spec';
import { runName } from './run-name';
import { systemClock } from './runtime/clock';
import { accountId, region } from './runtime/physical-id';
import { approvalNotice } from './terminal/approval-notice';
import type { Options } from './terminal/options';
import type { World } from './world';

const approver = 'approver@example.com';

/** A simulated organization, or whatever the endpoints in the environment lead to. */
export async function simulatedWorld(
  options: Options,
  env: Record<string, string | undefined>,
): Promise<World> {
  const aws = await startAwsEnvironment({ ...options, clock: systemClock }, env);
  return {
    run: runName(systemClock),
    introduction: introduction(options),
    context: contextOf(options, aws.managementAccountId),
    app: { awsEnvironment: aws.variables, faults: aws.faults },
    keepsLinks: true,
    countCredentials: aws.countCredentials,
    calls: aws.calls,
    enforce: aws.enforce,
    ended: () => (options.faults ? struckFaults(aws.faults.struck()) : ''),
    close: aws.close,
  };
}

function introduction(options: Options): string {
  const { accounts, seed, trouble, faults } = options;
  const organization = `a simulated organization of ${accounts} member accounts (seed ${seed}${trouble ? ', with trouble' : ''})`;
  const goingWrong = faults ? `\nGoing wrong on demand: ${formatFaultSpec(faults)}.` : '';
  return `Root credential purge on this machine, against ${organization}.${goingWrong}\n${approvalNotice(options)}\n`;
}

/** Events come from the management account of the organization, as to a delegated administrator account. */
function contextOf({ event, concurrency }: Options, managementAccountId: string | null): World['context'] {
  const context = { approvers: [approver], concurrency };
  if (!event) return context;
  const organizationEvents = { managementAccountId: managementAccountId ?? event.account };
  return { ...context, account: accountId, region, organizationEvents };
}

function struckFaults(struck: Record<string, number>): string {
  const counts = Object.entries(struck).map(([fault, times]) => `${fault} ${times}`);
  return `Faults that struck: ${counts.join(', ') || 'none'}.`;
}

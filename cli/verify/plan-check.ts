import {
  type CredentialKind,
  credentialKinds,
  type Inspection,
  type PlannedAccount,
} from '../../lambdas/run/model';
import type { PurgeRun } from './purge-run';
import { checked, type RecordCheck } from './record-check';

/** Whether the plan holds what the inspection of each account found, no more and no less. */
export function checkPlan({ plan, inspections }: PurgeRun): RecordCheck {
  if (!plan) return checked('plan', [], ['There is no plan.json: the run did not come that far.']);
  if (!inspections) return checked('plan', [], ['What the inspections found is not there.']);
  return checked(
    'plan',
    plan.accounts.flatMap((account) => differences(account, inspections.get(account.accountId))),
  );
}

function differences(planned: PlannedAccount, inspection: Inspection | undefined): string[] {
  const { accountId } = planned;
  return credentialKinds.flatMap((kind) => {
    const [read, said] = [readOf(kind, inspection), saidOf(kind, planned)];
    return read === said
      ? []
      : [`${accountId}: ${kind}: the inspection found ${read}; the plan says ${said}.`];
  });
}

function readOf(kind: CredentialKind, inspection: Inspection | undefined): string {
  const reading = inspection && 'readings' in inspection ? inspection.readings[kind] : undefined;
  if (!reading || reading.state === 'unknown') return 'unknown';
  return reading.state === 'present' ? inWords(reading.credentials) : 'none';
}

function saidOf(kind: CredentialKind, { credentials, outOfScope, unknown }: PlannedAccount): string {
  if (unknown.some((other) => other.kind === kind)) return 'unknown';
  return inWords([...credentials, ...outOfScope].filter((credential) => credential.kind === kind));
}

const inWords = (credentials: readonly { id: string }[]) =>
  credentials
    .map(({ id }) => id)
    .sort()
    .join(', ') || 'none';

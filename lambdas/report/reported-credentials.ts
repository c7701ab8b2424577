import { sameAs } from '../credentials/credential-ids';
import { deletionsIn, presentIn } from '../credentials/readings';
import type {
  Credential,
  CredentialLeftAlone,
  Decision,
  PlannedAccount,
  PurgeResult,
  Readings,
} from '../run/model';
import type { CredentialDecision, ReportedCredential } from '../run/report-shapes';

/** What a run knows about the credentials of an account; a part is missing where the run did not get that far. */
export interface CredentialEvidence {
  readonly planned: PlannedAccount | undefined;
  readonly decision: Decision | undefined;
  readonly result: PurgeResult | undefined;
}

/** Each credential that was seen in an account, once: those of the plan, then what only the second look saw. */
export function reportedCredentials({ planned, decision, result }: CredentialEvidence): ReportedCredential[] {
  const { credentials: offered = [], outOfScope = [], accountId = '' } = planned ?? {};
  const readings = secondLook(result)?.readings;
  const unseen = readings ? presentIn(readings) : [];
  const isSeen = (credential: Credential) => [...offered, ...outOfScope].some(sameAs(credential));
  return [
    ...offered.map((credential) => ({
      ...credential,
      inPlan: 'offered' as const,
      decision: decisionOn(accountId, credential, decision),
    })),
    ...outOfScope.map((credential) => ({ ...leftAlone(credential), inPlan: 'left-alone' as const })),
    ...unseen
      .filter((credential) => !isSeen(credential))
      .map((credential) => ({ ...credential, inPlan: 'unseen' as const })),
  ].map((credential) => ({ decision: 'none', ...credential, ...becameOf(credential, result, readings) }));
}

/** The readings after the deletions, and when they were taken; nothing where nobody could look again. */
export function secondLook(
  result: PurgeResult | undefined,
): { readings: Readings; at?: string | undefined } | undefined {
  return result && 'stages' in result && 'readings' in result.verification ? result.verification : undefined;
}

function leftAlone({ why, made, note, ...credential }: CredentialLeftAlone): Credential {
  return { ...credential, note: why ?? note };
}

function decisionOn(
  accountId: string,
  credential: Credential,
  decision: Decision | undefined,
): CredentialDecision {
  switch (decision?.decision) {
    case 'APPROVED': {
      const named = decision.credentials.filter((ref) => ref.accountId === accountId);
      return named.some(sameAs(credential)) ? 'approved' : 'kept';
    }
    case 'REJECTED':
      return 'refused';
    case 'EXPIRED':
      return 'expired';
    case 'NOT_ASKED':
      return 'not-asked';
    default:
      return 'none';
  }
}

function becameOf(
  credential: Credential,
  result: PurgeResult | undefined,
  readings: Readings | undefined,
): Pick<ReportedCredential, 'deletion' | 'secondLook'> {
  const stages = result && 'stages' in result ? result.stages : [];
  const found = deletionsIn(stages).find(sameAs(credential));
  if (!found) return { secondLook: readings && looked(credential, readings) };
  const { kind, id, ...deletion } = found;
  return { deletion, secondLook: readings && looked(credential, readings) };
}

function looked(credential: Credential, readings: Readings): ReportedCredential['secondLook'] {
  const reading = readings[credential.kind];
  if (reading.state !== 'present') return reading.state;
  return reading.credentials.some(sameAs(credential)) ? 'present' : 'absent';
}

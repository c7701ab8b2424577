import { isJsonObject, type Json } from '../json';
import { taskPolicyNames } from '../organization/task-policies';
import { operationNames } from '../services/operations';
import type { ServiceName } from '../wire/protocols';
import { AimlessFaultsError, type AimlessRule } from './aimless-faults-error';
import { isAimedAt } from './fault-plan';
import type { FaultName, FaultRule } from './fault-spec';
import { pagingOf } from './faulty-paging';

/** All that faults can be aimed at in an app that runs here. */
export interface FaultTargets {
  /** The ARNs of its functions. */
  readonly functions: readonly string[];
  readonly stateMachines: readonly { readonly definition: Json }[];
  readonly buckets: readonly string[];
  /** The accounts of the organization. @default whatever accounts there are elsewhere */
  readonly accounts?: readonly string[];
  /** The keys that an object may have in its buckets. @default any */
  readonly keys?: readonly string[];
}

/** @throws AimlessFaultsError where a rule is aimed at nothing that is there, as far as that is known */
export function assertAimed(rules: readonly FaultRule[], there: FaultTargets): void {
  const aimless = rules.flatMap((rule) => aimlessRule(rule, there) ?? []);
  if (aimless.length > 0) throw new AimlessFaultsError(aimless);
}

function aimlessRule(rule: FaultRule, there: FaultTargets): AimlessRule | undefined {
  const { fault, target = '' } = rule;
  const names = namesFor(fault, there);
  const [accountId] = /^\d{12}(?=\/|$)/.exec(target) ?? [];
  const { accounts = accountId ? [accountId] : [] } = there;
  const hit = [
    ...['', ...accounts].map((subject) => ({ names, subject })),
    ...(ofCalls(fault) ? taskPolicyNames : []).map((taskPolicy) => ({ names, subject: '', taskPolicy })),
  ];
  if (hit.some((candidate) => isAimedAt(rule, candidate)) || mayBeKey(fault, target, there)) return undefined;
  const lacks = accountId && !accounts.includes(accountId) ? 'account' : 'name';
  return { rule, lacks, names: lacks === 'account' ? accounts : names };
}

/** Whether it may be part of an object's key, where these are not known, or the path of a request to a function. */
function mayBeKey(fault: FaultName, target: string, { keys }: FaultTargets): boolean {
  if (ofFunctions.includes(fault)) return target.startsWith('/');
  return keys === undefined && (ofKeys.includes(fault) || /[/.]/.test(target));
}

const ofFunctions: readonly FaultName[] = ['crash-before', 'crash-after', 'timeout', 'duplicate'];
const ofKeys: readonly FaultName[] = ['unwritten', 'unheard', 'unread'];
/** Those that strike a call on its way, which knows the session that it is made in. */
const ofCalls = (fault: FaultName) => fault !== 'stale' && ![...ofFunctions, ...ofKeys].includes(fault);
const ofSessions: readonly FaultName[] = ['expired', 'appear', 'vanish', 'replace', 'reenable'];

/** The names that a fault of this kind may be aimed at. */
function namesFor(fault: FaultName, there: FaultTargets): string[] {
  const { functions, stateMachines, buckets, keys = [] } = there;
  if (ofKeys.includes(fault)) return [...keys];
  if (fault === 'duplicate')
    return [...functions, ...stateMachines.flatMap(({ definition }) => mapStates(definition))];
  if (ofFunctions.includes(fault)) return [...functions];
  const paths = buckets.flatMap((bucket) => ['', ...keys].map((key) => `/${bucket}/${key}`));
  const hit = [...operationNames()].flatMap(([service, operations]) => {
    const named = operations.filter((operation) => canStrike(fault, service, operation));
    return named.length > 0 ? [service, ...named] : [];
  });
  return [...hit, ...(hit.includes('s3') ? paths : []), ...(hit.includes('sts') ? taskPolicyNames : [])];
}

/** Whether such a fault has a place in the calls of an operation. */
function canStrike(fault: FaultName, service: ServiceName, operation: string): boolean {
  if (fault === 'conflict') return operation === 'PutObject';
  if (fault === 'misdirect') return operation === 'AssumeRoot';
  if (fault === 'stale') return service === 'iam' && /^(Get|List)/.test(operation);
  if (fault === 'repeat' || fault === 'endless') return pagingOf({ service, operation }) !== undefined;
  if (fault === 'cut') return pagingOf({ service, operation })?.cut !== undefined;
  if (!ofSessions.includes(fault)) return true;
  const isInSession = ['iam', 's3', 'sqs', 'sts'].includes(service);
  return isInSession && !(fault === 'expired' && service === 'sts');
}

/** The names of the Map states of a definition, however deep they are in it. */
function mapStates(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(mapStates);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(isJsonObject(inner) && inner.Type === 'Map' ? [name] : []),
    ...mapStates(inner),
  ]);
}

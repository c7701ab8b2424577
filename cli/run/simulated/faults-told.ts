import { type AimlessRule, type FaultName, type FaultRule, formatFaultSpec } from '../../../local-aws';
import { mostAlike } from '../../options/most-alike';

/** What went wrong on demand in a run, and what did not. */
export interface FaultsTold {
  /** How often each fault has struck. */
  readonly struck: Readonly<Record<string, number>>;
  /** The specifications of those that have not. */
  readonly neverHappened: readonly string[];
}

/** What struck, and the rules that did not. */
export const faultsTold = (
  struck: Readonly<Record<string, number>>,
  idle: readonly FaultRule[],
): FaultsTold => ({ struck, neverHappened: idle.map((rule) => formatFaultSpec([rule])) });

/** For the end of a run. */
export function formatFaultsTold({ struck, neverHappened }: FaultsTold): string {
  const counts = Object.entries(struck).map(([fault, times]) => `${fault} ${times}`);
  return [
    `Faults that struck: ${counts.join(', ') || 'none'}.`,
    ...neverHappened.map((spec) => `${spec}: never happened.`),
  ].join('\n');
}

/** Why a rule of `--faults` cannot strike, and what was perhaps meant. */
export function aimlessProblem({ rule, lacks, names }: AimlessRule): string {
  const wanted = lacks === 'account' ? (rule.target ?? '').slice(0, 12) : lastName(rule.target ?? '');
  const meant = mostAlike(wanted, [...new Set(names.map(lastName))]);
  const what =
    lacks === 'account' ? 'the organization has no such account' : `${rule.fault} meets nothing of this name`;
  const hint =
    meant.length > 0 ? `did you mean ${meant.join(', ')}?` : `allowed is ${allowed(rule, lacks, names)}`;
  return `--faults: received "${formatFaultSpec([rule])}", and ${what}; ${hint}`;
}

/** Of an ARN, a path or a name in one account: the name itself, as a person says it. */
const lastName = (name: string) => name.replace(/^.*[:/](?=.)/, '');

const ofFunctions: readonly FaultName[] = ['crash-before', 'crash-after', 'timeout', 'duplicate'];
const ofKeys: readonly FaultName[] = ['unwritten', 'unheard', 'unread'];

/** As many names as one reads at a glance, or what kind of name it is. */
function allowed({ fault }: FaultRule, lacks: AimlessRule['lacks'], names: readonly string[]): string {
  if (lacks === 'account') return `one of its accounts, such as ${names.slice(0, 3).join(', ')}`;
  if (ofFunctions.includes(fault)) return 'a part of the name of a function, such as DeleteAccessKeys';
  if (ofKeys.includes(fault)) return 'a part of the key of an object of a run, such as plan.json';
  if (names.length <= 20)
    return `a part of ${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)}`;
  return 'a part of the name of an operation, a service or an object, such as AssumeRoot, iam or plan.json';
}

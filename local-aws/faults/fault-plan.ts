import type { Clock } from '../clock';
import { createRandom } from '../organization/random';
import { TokenBuckets } from '../wire/token-buckets';
import type { FaultName, FaultRule } from './fault-spec';

/** Something that a fault may hit. */
export interface Candidate {
  /** Everything that a rule's target may name: `iam`, `ListAccessKeys`. */
  readonly names: readonly string[];
  /** Whose it is, for instance an account ID: faults are counted and drawn for each subject by itself. */
  readonly subject: string;
  /** Under which task policy it is called. */
  readonly taskPolicy?: string;
}

/**
 * Decides what goes wrong. Each decision is drawn from the seed, the rule, the subject and how many such calls came
 * before, and from nothing else: the order in which accounts get their turn changes nothing.
 */
export class FaultPlan {
  readonly #seen = new Map<string, number>();
  readonly #struck = new Map<FaultRule, number>();
  readonly #buckets: TokenBuckets<FaultRule>;
  #isHealed = false;

  constructor(
    readonly rules: readonly FaultRule[],
    readonly seed: number,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** The first of these faults that hits the candidate, if any does. */
  strike(faults: readonly FaultName[], candidate: Candidate): FaultName | undefined {
    if (this.#isHealed) return undefined;
    const [hit] = this.rules.filter(
      (rule, index) =>
        faults.includes(rule.fault) && isAimedAt(rule, candidate) && this.#hits(rule, index, candidate),
    );
    if (hit) this.#count(hit);
    return hit?.fault;
  }

  /** Whether as many as this fault allows at once are running already, which counts as a hit; never where no rule has it. */
  isOver(fault: FaultName, running: number): boolean {
    const quota = this.#isHealed ? undefined : this.rules.find((rule) => rule.fault === fault);
    const isOver = quota !== undefined && running >= (quota.count ?? 1);
    if (isOver) this.#count(quota);
    return isOver;
  }

  #count(rule: FaultRule): void {
    this.#struck.set(rule, (this.#struck.get(rule) ?? 0) + 1);
  }

  /** From now on nothing goes wrong. */
  heal(): void {
    this.#isHealed = true;
  }

  /** How often each fault has hit so far. */
  struck(): Record<string, number> {
    const struck: Record<string, number> = {};
    for (const [{ fault }, times] of this.#struck) struck[fault] = (struck[fault] ?? 0) + times;
    return struck;
  }

  /** The rules that have not hit anything so far. */
  idle(): FaultRule[] {
    return this.rules.filter((rule) => !this.#struck.has(rule));
  }

  /** A source of randomness for what a fault does to this subject. */
  random(...what: (string | number)[]) {
    return createRandom(this.seed, 'fault', ...what);
  }

  #hits(rule: FaultRule, index: number, { names, subject }: Candidate): boolean {
    if (rule.fault === 'bucket') return !this.#takeToken(rule);
    const key = `${index}/${names.join(':')}/${subject}`;
    const before = this.#seen.get(key) ?? 0;
    this.#seen.set(key, before + 1);
    const most = rule.count ?? (rule.percent === undefined ? 1 : Number.POSITIVE_INFINITY);
    if (before >= most) return false;
    return createRandom(this.seed, key, before).integer(1, 100) <= (rule.percent ?? 100);
  }

  /** `count` tokens at most, and as many new ones a second. */
  #takeToken(rule: FaultRule): boolean {
    const { count = 1 } = rule;
    return this.#buckets.take(rule, { burst: count, perSecond: count });
  }
}

/** Whether a rule's target is a part of one of the names, or of one of them in this account or under this task policy. */
export function isAimedAt({ target }: FaultRule, { names, subject, taskPolicy = '' }: Candidate): boolean {
  if (target === undefined) return true;
  const ofOne = names.flatMap((name) => [`${subject}/${name}`, `${taskPolicy}/${name}`]);
  if ([...names, ...ofOne].some((name) => name.includes(target))) return true;
  // The name of a function is the last part of its ARN, and may have the name of its stack before it.
  const [scope, name = ''] = partsOf(target);
  return [subject, taskPolicy].includes(scope) && names.some((whole) => whole.includes(name));
}

const partsOf = (target: string): [scope: string, name?: string] => {
  const slash = target.indexOf('/');
  return slash < 1 ? [target] : [target.slice(0, slash), target.slice(slash + 1)];
};

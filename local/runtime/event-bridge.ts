import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import { type TargetInput, targetInput } from './event-bridge-input';
import { eventPattern } from './event-bridge-pattern';
import type { Json, JsonObject } from './json';
import { accountId, region } from './physical-id';

export interface RuleTarget extends TargetInput {
  id: string;
  arn: string;
  /** The role that EventBridge takes on for it; without one the target's own policy must let EventBridge in. */
  roleArn?: string;
}

/** A rule that an event can start; one with a schedule only is none. */
export interface EventRule {
  name: string;
  arn: string;
  /** Name of its event bus. */
  eventBus: string;
  pattern: JsonObject;
  targets: RuleTarget[];
}

/** On whose behalf EventBridge calls a target. */
export interface Sender {
  ruleArn: string;
  roleArn?: string;
  /** How EventBridge would name an execution that it starts. */
  executionName: string;
}

/** Gives a target its input. */
export type Deliver = (arn: string, input: Json, sender: Sender) => Promise<Json>;

export interface EventBridgeOptions {
  rules: EventRule[];
  /** By the service in the target's ARN: `lambda`, `states`, `sns`. */
  targets: Record<string, Deliver>;
  clock: Clock;
  onFailure?: (failure: FailedDelivery) => void;
}

interface Destination {
  rule: string;
  targetArn: string;
}
type FailedDelivery = Destination & { error: string };

/** What became of an event at one target of a rule that it matches. */
export type Delivery = (Destination & { answer: Json }) | FailedDelivery;

interface CompiledRule extends EventRule {
  matches(event: JsonObject): boolean;
}

/**
 * Event buses as far as rules go: pattern, input of the target, and the target itself, to which each event goes once.
 * There are no archives, dead-letter queues, schedules or targets on other buses.
 */
export class EventBridge {
  readonly #rules: CompiledRule[];
  readonly #options: EventBridgeOptions;
  readonly #pending = new Set<Promise<unknown>>();

  /** Throws an Error that names the rule, where a pattern or a target is not supported. */
  constructor(options: EventBridgeOptions) {
    this.#options = options;
    this.#rules = options.rules.map((rule) => compile(rule, Object.keys(options.targets)));
  }

  /**
   * Sends an event to the rules of a bus, and waits for their targets. Never rejects: what fails is in its delivery.
   * The parts of the envelope that EventBridge adds itself are added where they are missing.
   */
  putEvent(event: JsonObject, eventBus = 'default'): Promise<Delivery[]> {
    const delivered = this.#send(this.#inEnvelope(event), eventBus);
    this.#pending.add(delivered);
    return delivered.finally(() => this.#pending.delete(delivered));
  }

  /** Resolves when every event so far has reached its targets, and those that they caused theirs. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  async #send(event: JsonObject, eventBus: string): Promise<Delivery[]> {
    const matching = this.#rules.filter((rule) => rule.eventBus === eventBus && rule.matches(event));
    return Promise.all(
      matching.flatMap((rule) => rule.targets.map((target) => this.#deliver(rule, target, event))),
    );
  }

  async #deliver(rule: EventRule, target: RuleTarget, event: JsonObject): Promise<Delivery> {
    const delivery = { rule: rule.name, targetArn: target.arn };
    try {
      const deliver = this.#options.targets[serviceOf(target.arn)];
      if (!deliver) throw new Error(`${target.arn} is not a target that is supported locally`);
      const input = targetInput(target, event, rule.arn);
      const sender = {
        ruleArn: rule.arn,
        roleArn: target.roleArn,
        executionName: executionName(rule, event),
      };
      return { ...delivery, answer: await deliver(target.arn, input, sender) };
    } catch (error) {
      const failure = { ...delivery, error: String(error) };
      this.#options.onFailure?.(failure);
      return failure;
    }
  }

  #inEnvelope(event: JsonObject): JsonObject {
    const envelope = {
      version: '0',
      id: randomUUID(),
      account: accountId,
      time: `${this.#options.clock.now().toISOString().slice(0, 19)}Z`,
      region,
      resources: [],
      detail: {},
    };
    return { ...envelope, ...event };
  }
}

function compile(rule: EventRule, services: string[]): CompiledRule {
  const unknown = rule.targets.find(({ arn }) => !services.includes(serviceOf(arn)));
  if (unknown) throw new Error(`The rule ${rule.name} has the target ${unknown.arn}, which is not supported`);
  try {
    return { ...rule, matches: eventPattern(rule.pattern) };
  } catch (cause) {
    throw new Error(`The rule ${rule.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** The same for the same event and rule, so that an event that is delivered twice starts one execution. */
function executionName({ arn }: EventRule, { id }: JsonObject): string {
  return `${String(id).slice(0, 36)}_${createHash('sha256').update(`${arn}/${id}`).digest('hex').slice(0, 36)}`;
}

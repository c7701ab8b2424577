import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Json, JsonObject } from '../json';
import { accountId, type Environment, partition, region } from '../template/physical-id';
import { type TargetInput, targetInput } from './event-bridge-input';
import { eventPattern } from './event-bridge-pattern';

/** One target of an EventBridge rule. */
export interface RuleTarget extends TargetInput {
  id: string;
  arn: string;
  /** The role that EventBridge takes on for it; without one the target's own policy must let EventBridge in. */
  roleArn?: string;
}

/** An EventBridge rule that an event can start; a rule with a schedule only is none. */
export interface EventRule {
  name: string;
  arn: string;
  /** ARN of its event bus. */
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

/** What event buses need to know: their rules, and how to reach what these call. */
export interface EventBridgeOptions {
  /** Of all accounts and Regions, each on its own bus. */
  rules: EventRule[];
  /** By the service in the target's ARN: `lambda`, `states`, `sns`. */
  targets: Record<string, Deliver>;
  /** @throws where a rule may not put its events on the event bus that is its target */
  mayPutEvents: (eventBusArn: string, sender: Sender) => void;
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
 * A target may be another bus, in whatever account and Region. There are no archives, dead-letter queues or schedules.
 */
export class EventBridge {
  readonly #rules: CompiledRule[];
  readonly #options: EventBridgeOptions;
  readonly #pending = new Set<Promise<unknown>>();

  /** @throws Error that names the rule, where a pattern or a target is not supported */
  constructor(options: EventBridgeOptions) {
    this.#options = options;
    this.#rules = options.rules.map((rule) => compile(rule, Object.keys(options.targets)));
  }

  /**
   * Sends an event to the rules of a bus, by default the one that services of its account and Region send to, and waits
   * for their targets. Never rejects: what fails is in its delivery. The parts of the envelope that EventBridge adds
   * itself are added where they are missing.
   */
  putEvent(event: JsonObject, eventBus?: string): Promise<Delivery[]> {
    const complete = this.#inEnvelope(event);
    const delivered = this.#send(complete, eventBus ?? defaultBusOf(complete));
    this.#pending.add(delivered);
    return delivered.finally(() => this.#pending.delete(delivered));
  }

  /** Resolves when every event so far has reached its targets, and those that they caused theirs. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  async #send(event: JsonObject, eventBus: string): Promise<Delivery[]> {
    const matching = this.#rules.filter((rule) => rule.eventBus === eventBus && rule.matches(event));
    const deliveries = await Promise.all(
      matching.flatMap((rule) => rule.targets.map((target) => this.#deliver(rule, target, event))),
    );
    return deliveries.flat();
  }

  async #deliver(rule: EventRule, target: RuleTarget, event: JsonObject): Promise<Delivery[]> {
    const { targets, mayPutEvents, onFailure } = this.#options;
    const delivery = { rule: rule.name, targetArn: target.arn };
    const sender = {
      ruleArn: rule.arn,
      roleArn: target.roleArn,
      executionName: executionName(rule, event),
    };
    try {
      if (isEventBus(target.arn)) {
        mayPutEvents(target.arn, sender);
        return await this.#send(event, target.arn);
      }
      const deliver = targets[serviceOf(target.arn)];
      if (!deliver) throw new Error(`${target.arn} is not a target that is supported locally`);
      const input = targetInput(target, event, rule.arn);
      return [{ ...delivery, answer: await deliver(target.arn, input, sender) }];
    } catch (error) {
      const failure = { ...delivery, error: String(error) };
      onFailure?.(failure);
      return [failure];
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
  const unknown = rule.targets.find(({ arn }) => !isEventBus(arn) && !services.includes(serviceOf(arn)));
  if (unknown) throw new Error(`The rule ${rule.name} has the target ${unknown.arn}, which is not supported`);
  try {
    return { ...rule, matches: eventPattern(rule.pattern) };
  } catch (cause) {
    throw new Error(`The rule ${rule.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** The ARN of the event bus of this name. */
export function eventBusArn({ accountId, region }: Environment, name: string): string {
  return `arn:${partition}:events:${region}:${accountId}:event-bus/${name}`;
}

function defaultBusOf({ account, region }: JsonObject): string {
  return eventBusArn({ accountId: String(account), region: String(region) }, 'default');
}

const isEventBus = (arn: string) => /^arn:[\w-]+:events:[^:]+:\d+:event-bus\//.test(arn);

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** The same for the same event and rule, so that an event that is delivered twice starts one execution. */
function executionName({ arn }: EventRule, { id }: JsonObject): string {
  return `${String(id).slice(0, 36)}_${createHash('sha256').update(`${arn}/${id}`).digest('hex').slice(0, 36)}`;
}

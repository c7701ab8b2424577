import type { Clock } from '../clock';
import type { Json } from '../json';
import type { LambdaRunner } from '../lambda/lambda-runner';
import type { DispatcherOptions } from '../organization/dispatcher';
import type { Organization } from '../organization/organization';
import type { ObjectAccess } from '../states/state';
import type { Fetch } from '../wire/http-server';
import { FaultPlan } from './fault-plan';
import type { FaultRule } from './fault-spec';
import { assertAimed, type FaultTargets } from './fault-targets';
import { faultyInvoke, twiceRun } from './lambda-faults';
import { type Interference, OrganizationFaults } from './organization-faults';
import { faultyObjects } from './store-faults';
import { WireFaults } from './wire-faults';

/** What goes wrong, to whom, and by which time. */
export interface RunFaultsOptions {
  readonly rules: readonly FaultRule[];
  readonly seed: number;
  readonly organization: Organization;
  readonly clock: Clock;
  /** The keys that an object may have in the buckets of the app. @default any */
  readonly keys?: readonly string[];
  /** Told of everything that somebody else did to an account. @default nobody is told */
  readonly onInterference?: (interference: Interference) => void;
}

/** All the places of a local run where a fault can strike. */
export interface RunFaults {
  /** Between each service and its clients. */
  readonly intercept: (fetch: Fetch) => Fetch;
  /** What a read is shown of an account's credentials. */
  readonly seenBy: NonNullable<DispatcherOptions['seenBy']>;
  /** Functions that crash, time out or run twice. */
  functions(runner: Pick<LambdaRunner, 'invoke'>): Pick<LambdaRunner, 'invoke'>;
  /** Objects that the state machine itself cannot read or write. */
  objects(store: ObjectAccess): ObjectAccess;
  /** Whether nobody hears of the object that is written under this key. */
  isUnheard(key: string): boolean;
  /** Whether the Express child of this map for this item is run twice. */
  runsTwice(state: string, item: Json): boolean;
  /** @throws AimlessFaultsError where one is aimed at nothing that is there */
  assertAimed(there: Omit<FaultTargets, 'keys'>): void;
  /** How often each fault has struck. */
  struck(): Record<string, number>;
  /** Those that have not struck anything. */
  idle(): FaultRule[];
  /** From now on nothing strikes any more. */
  heal(): void;
}

/** Draws from one seed all that goes wrong in a run. */
export function runFaults(options: RunFaultsOptions): RunFaults {
  const { rules, seed, organization, clock, keys, onInterference } = options;
  const plan = new FaultPlan(rules, seed, clock);
  const organizationFaults = new OrganizationFaults(organization, plan, clock, onInterference);
  return {
    intercept: new WireFaults({ plan, clock, organization: organizationFaults }).around,
    seenBy: (accountId, operation, truth) => organizationFaults.seenBy(accountId, operation, truth),
    functions: (runner) => ({
      invoke: faultyInvoke(plan, (functionName, event) => runner.invoke(functionName, event)),
    }),
    objects: (store) => faultyObjects(plan, store),
    isUnheard: (key) => plan.strike(['unheard'], { names: [key], subject: '' }) !== undefined,
    runsTwice: twiceRun(plan),
    assertAimed: (there) => assertAimed(rules, { ...there, keys }),
    struck: () => plan.struck(),
    idle: () => plan.idle(),
    heal: () => plan.heal(),
  };
}

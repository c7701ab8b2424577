import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import * as z from 'zod/mini';
import { linkIn } from '../../../cli/run/approval/approver';
import { type LocalApp, type LocalAppOptions, startLocalApp } from '../../../cli/run/local-app';
import { Report } from '../../../lambdas/run/report-shapes';
import { TaskReport } from '../../../lambdas/tasks/shapes';
import {
  type Account,
  type AccountKind,
  type Clock,
  createOrganization,
  type Email,
  type Execution,
  type Fetch,
  type Json,
  type Organization,
  type StartedExecution,
} from '../../../local-aws';
import { alice } from './approvers';
import { hurriedClock } from './hurried-clock';
import { unprovenBelow } from './unproven';

type OnCall = NonNullable<LocalAppOptions['onCall']>;

export interface ScenarioOptions {
  /** @default one on which backoff is short */
  readonly clock?: Clock;
  readonly unconfirmed?: LocalAppOptions['unconfirmed'];
  /** The folder of the synthesized app. @default as it is */
  readonly assembly?: string;
  /** What stands between the services and their clients. @default nothing */
  readonly intercept?: (fetch: Fetch) => Fetch;
}

/** One started run, and what came of it. */
export interface StartedRun {
  readonly name: string;
  readonly execution: Execution;
  /** The link that was mailed to this approver, once it is there. */
  link(approver?: string): Promise<string>;
  report(): Report;
  /** The report of a privileged task. */
  taskReport(): TaskReport;
  /** An object of the run, or `undefined`. */
  object(name: string): string | undefined;
  emails(): Email[];
}

/**
 * The whole app on this machine, for the tests of one file: the functions' start-up is paid once, and each test
 * gives itself an organization of its own.
 */
export class Scenario {
  readonly clock: Clock;
  readonly folder = mkdtempSync(join(tmpdir(), 'root-purge-scenario-'));
  readonly logs: string[] = [];
  readonly emails: Email[] = [];
  /** The runs whose files a test changed. */
  readonly spoiled = new Set<string>();
  /** Every execution, whoever started it. */
  readonly started: StartedExecution[] = [];
  organization: Organization;
  /** Awaited before each call that the simulator answers. */
  onCall: OnCall = () => undefined;
  /** Told of every decision on what a role or service may do. */
  onDecision: NonNullable<LocalAppOptions['onDecision']> = () => undefined;
  #app: LocalApp | undefined;
  #callsBefore: Record<string, number> = {};
  #runs = 0;

  constructor(readonly options: ScenarioOptions) {
    this.clock = options.clock ?? hurriedClock;
    this.organization = createOrganization({ accounts: 1, seed: 1, clock: this.clock });
  }

  /** Deploys another assembly over the app that is there: the run bucket and the organization stay. */
  async redeploy(assembly: string): Promise<void> {
    await this.app.close();
    await this.start(assembly);
  }

  async start(assembly = this.options.assembly ?? inject('assembly')): Promise<void> {
    const { organization, clock } = this;
    const { unconfirmed, intercept } = this.options;
    this.#app = await startLocalApp({
      assembly,
      bucketFolder: this.folder,
      clock,
      unconfirmed,
      organization,
      onCall: (call) => this.onCall(call),
      faults: { intercept },
      onEmail: (email) => this.emails.push(email),
      onStart: (execution) => this.started.push(execution),
      onLog: (functionName, line) => this.logs.push(`${functionName} ${line}`),
      onDecision: (request, decision) => this.onDecision(request, decision),
    });
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get app(): LocalApp {
    if (!this.#app) throw new Error('The scenario has not been started.');
    return this.#app;
  }

  /** A new organization, nothing called yet. */
  organize(
    options: { accounts?: number; seed?: number; trouble?: boolean; resources?: boolean } = {},
  ): Organization {
    Object.assign(
      this.organization,
      createOrganization({ accounts: 12, seed: 1, clock: this.clock, ...options }),
    );
    this.onCall = () => undefined;
    // What reports remember is about the organization before.
    rmSync(join(this.folder, 'posture'), { recursive: true, force: true });
    this.#callsBefore = this.#app?.calls() ?? {};
    return this.organization;
  }

  /** What the records of the runs do not prove that came to a report, but for those that a test spoiled. */
  unproven(): Promise<string[]> {
    return unprovenBelow(join(this.folder, 'runs'), this.spoiled);
  }

  account(kind: AccountKind): Account {
    const account = this.organization.accounts.find((other) => other.kind === kind);
    if (!account) throw new Error(`There is no account of kind ${kind}.`);
    return account;
  }

  /** What the simulator was asked since `organize`. */
  calls(): Record<string, number> {
    const now = Object.entries(this.#app?.calls() ?? {});
    return Object.fromEntries(
      now
        .map(([call, count]) => [call, count - (this.#callsBefore[call] ?? 0)] as const)
        .filter(([, count]) => count > 0),
    );
  }

  run(input: Json = {}): StartedRun {
    this.#runs += 1;
    const name = `run-${this.#runs}`;
    return this.#started(name, this.app.start(name, input));
  }

  /** Starts a privileged task. */
  runTask(input: Json): StartedRun {
    this.#runs += 1;
    const name = `run-${this.#runs}`;
    return this.#started(`task-${name}`, this.app.startTask(name, input));
  }

  /** A purge that somebody else started. */
  runNamed(name: string): StartedRun {
    const execution = this.started.find((started) => started.name === name);
    if (!execution) throw new Error(`Nobody started ${name}.`);
    return this.#started(name, execution);
  }

  /** What an execution leaves under this name. */
  #started(name: string, execution: Execution): StartedRun {
    const object = (file: string) => readIfThere(join(this.folder, 'runs', name, file));
    const emails = () => this.emails.filter(({ message }) => message.includes(name));
    return {
      name,
      execution,
      object,
      emails,
      link: (approver = alice) =>
        eventually(() => {
          const request = emails().find(({ to, message }) => to === approver && message.includes('/runs/'));
          return request && linkIn(request.message);
        }, execution),
      report: () => z.parse(Report, JSON.parse(object('report.json') ?? 'null')),
      taskReport: () => z.parse(TaskReport, JSON.parse(object('report.json') ?? 'null')),
    };
  }
}

/** Starts the app before the tests of this file and stops it after them; what each run left must prove itself. */
export function useScenario(options: ScenarioOptions = {}): Scenario {
  const scenario = new Scenario(options);
  beforeAll(() => scenario.start());
  afterAll(async () => {
    const unproven = await scenario.unproven();
    await scenario.stop();
    expect(unproven).toEqual([]);
  });
  return scenario;
}

/** Looks until there is something; an execution that ends first will never bring it. */
export async function eventually<T>(look: () => T | undefined, execution: Execution): Promise<T> {
  let ended = false;
  execution.result.finally(() => {
    ended = true;
  });
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (ended) throw new Error('The execution ended first.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

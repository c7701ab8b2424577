import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { type LocalApp, startLocalApp } from '../../../cli/run/local-app';
import {
  type Email,
  type Execution,
  type FaultRule,
  type Fetch,
  isJsonObject,
  type Json,
  type Organization,
  principalName,
  type RunFaults,
  readFaultyCall,
  runFaults,
  type SessionCredentials,
  servicePrincipal,
  TaskTokens,
} from '../../../local-aws';
import { alice, bob } from '../../scenarios/support/approvers';
import { EventLog } from './event-log';
import { functionsInProcess, type OnInvocation, stateOf } from './functions';
import { network } from './network';
import { QuickClock } from './quick-clock';
import { Secrets } from './secrets';

export const approvers = [alice, bob] as const;

/** The app's default. */
const approvalTimeoutSeconds = 72 * 60 * 60;

/** Calls with one access key since a function began: many times those of a listing that knows an end. */
const mostCalls = 3_000;

/** The whole workflow in one process: the real definition, engine, handlers and SDK clients, on a simulated world. */
export class World {
  readonly clock = new QuickClock();
  /** The organization as it was. */
  readonly before: Organization;
  readonly log: EventLog;
  readonly secrets = new Secrets();
  readonly emails: Email[] = [];
  /** What was put on event buses, as JSON: the executions' own, and those of the accounts. */
  readonly events: string[] = [];
  /** The objects of the run store that somebody spoiled, by their keys. */
  readonly spoiled = new Set<string>();
  readonly written: string[] = [];
  /** What one of the app's roles may not do, and did. */
  readonly denied: string[] = [];
  /** What one function never stopped asking for. */
  readonly endless: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'root-purge-world-'));
  readonly #underway: Promise<unknown>[] = [];
  readonly #lines: string[] = [];
  readonly #calls = new Map<string, number>();

  private constructor(
    readonly organization: Organization,
    readonly started: { app?: LocalApp; faults?: RunFaults } = {},
  ) {
    this.before = structuredClone(organization);
    this.log = new EventLog(organization);
    this.#captureOutput();
  }

  static async open(
    organization: Organization,
    rules: readonly FaultRule[],
    seed: number,
    assembly = inject('assembly'),
  ): Promise<World> {
    const world = new World(organization);
    const { clock, log } = world;
    const faults = await runFaults({
      ...{ rules, seed, organization },
      clock: { now: () => clock.now(), sleep: () => Promise.reject(givenUp()) },
      onInterference: (interference) => log.add(interference),
    });
    const app = await startLocalApp({
      assembly,
      bucketFolder: world.#folder,
      ...{ clock, organization },
      reach: 'purge',
      transport: 'memory',
      runner: (options) => functionsInProcess(options, world.#onInvocation),
      faults: { ...faults, intercept: (fetch) => world.#counted(faults.intercept(world.#observed(fetch))) },
      onEmail: (email) => world.emails.push(email),
      onEvent: (event) => world.events.push(JSON.stringify(event)),
      onDecision: ({ principal, action, resource }, decision) => {
        if (!decision.allowed)
          world.denied.push(`${principalName(principal)} ${action} ${resource}: ${decision.because}`);
      },
    });
    Object.assign(world.started, { app, faults });
    Object.assign(network, { world: app, credentialsOf: (state: string) => world.credentialsOf(state) });
    return world;
  }

  get app(): LocalApp {
    if (!this.started.app) throw new Error('The world is not there yet.');
    return this.started.app;
  }

  /** Credentials of the role of a state's function. */
  credentialsOf(state: string): SessionCredentials {
    const { access, functions } = this.app;
    const { roleArn = '', name = '' } = functions.find((lambda) => stateOf(lambda) === state) ?? {};
    return access.credentialsOf(access.assumeRole(roleArn, name, servicePrincipal('lambda')));
  }

  /** How often each fault has struck. */
  struck(): Record<string, number> {
    return this.started.faults?.struck() ?? {};
  }

  /** From now on nothing goes wrong by itself. */
  heal(): void {
    this.started.faults?.heal();
    for (const account of this.organization.accounts) account.faults = {};
    this.organization.serviceControlPolicies = [];
  }

  start(name: string, input: Json): Execution {
    return this.app.start(name, input);
  }

  /** Nobody answers: a share of the time for it runs out. */
  expire(share = 1): void {
    this.clock.pass(approvalTimeoutSeconds * 1000 * share);
  }

  /** All functions have ended, also those that nobody waits for. */
  async settled(): Promise<void> {
    await this.app.settled();
    await Promise.all(this.#underway);
  }

  /** Writes that S3 took, by the end of their key. */
  writesOf(file: string): number {
    return this.written.filter((key) => key.endsWith(`/${file}`)).length;
  }

  object(key: string): string | undefined {
    const path = join(this.#folder, key);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  /** Spoils a stored object behind everybody's back. */
  async tamper(key: string, change: (text: string) => string): Promise<void> {
    this.spoiled.add(key);
    const { objects, bucket } = this.app;
    await objects.putObject(bucket, key, change(await objects.getObject(bucket, key)));
  }

  /** All that is in the run store, by key. */
  files(): Record<string, string> {
    const files = readdirSync(this.#folder, { recursive: true, withFileTypes: true });
    const entries = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    return Object.fromEntries(
      entries.map((path) => [path.slice(this.#folder.length + 1), readFileSync(path, 'utf8')]),
    );
  }

  /** What the functions wrote to their logs. */
  logs(): string {
    return this.#lines.join('');
  }

  async close(): Promise<void> {
    vi.restoreAllMocks();
    await this.started.app?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly #onInvocation: OnInvocation = (functionName, event, invocation) => {
    const { accountId = '' } = isJsonObject(event) ? event : {};
    this.log.add({ type: 'invoked', functionName, accountId: String(accountId) });
    this.#calls.clear();
    this.#underway.push(invocation);
  };

  /** Ends what would go on for ever. */
  #counted(fetch: Fetch): Fetch {
    return (request, connection) => {
      const [, key = ''] = /Credential=([^/,\s]+)/.exec(request.headers.get('authorization') ?? '') ?? [];
      const calls = (this.#calls.get(key) ?? 0) + 1;
      this.#calls.set(key, calls);
      if (calls <= mostCalls) return fetch(request, connection);
      this.endless.push(`${calls} calls to ${request.url} by one function`);
      throw new Error('This would go on for ever.');
    };
  }

  /** What really reached a service, and what it really answered. */
  #observed(fetch: Fetch): Fetch {
    return async (request, connection) => {
      const call = await readFaultyCall(request);
      if (!call) throw new Error(`Nobody knows what ${request.url} is`);
      const response = await fetch(request, connection);
      if (['sts', 'iam'].includes(call.service)) {
        this.log.add({
          type: 'called',
          operation: call.operation,
          accessKeyId: call.signer.accessKeyId ?? '',
        });
      }
      if (call.operation === 'PutObject' && response.ok) this.written.push(call.path);
      if (['AssumeRoot', 'GenerateDataKey'].includes(call.operation)) {
        this.secrets.answer(await response.clone().text());
      }
      return response;
    };
  }

  /** Logs, and the task tokens that are given out. */
  #captureOutput(): void {
    const capture = (chunk: unknown) => {
      this.#lines.push(String(chunk));
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(capture);
    vi.spyOn(process.stderr, 'write').mockImplementation(capture);
    const { secrets } = this;
    const { create } = TaskTokens.prototype;
    vi.spyOn(TaskTokens.prototype, 'create').mockImplementation(function (this: TaskTokens, ...owner) {
      return secrets.taskToken(create.apply(this, owner));
    });
  }
}

/** As the functions' clients do, which wait for so long and no longer. */
const givenUp = () => Object.assign(new Error('The request timed out'), { name: 'TimeoutError' });

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Hono } from 'hono';
import { vi } from 'vitest';
import { objectCreatedEvent } from '../../../local-aws/events/s3-event';
import { FaultPlan } from '../../../local-aws/faults/fault-plan';
import type { FaultRule } from '../../../local-aws/faults/fault-spec';
import { readFaultyCall } from '../../../local-aws/faults/faulty-call';
import { faultyInvoke, type Invoke, twiceRun } from '../../../local-aws/faults/lambda-faults';
import { OrganizationFaults } from '../../../local-aws/faults/organization-faults';
import { faultyObjects } from '../../../local-aws/faults/store-faults';
import { WireFaults } from '../../../local-aws/faults/wire-faults';
import type { Json } from '../../../local-aws/json';
import { invokeAsynchronously } from '../../../local-aws/lambda/asynchronous-invocation';
import { Dispatcher } from '../../../local-aws/organization/dispatcher';
import type { Organization } from '../../../local-aws/organization/organization';
import { simulatorApp } from '../../../local-aws/organization/simulator';
import { kms } from '../../../local-aws/services/kms';
import { type CreatedObject, ObjectStore } from '../../../local-aws/services/object-store';
import { s3 } from '../../../local-aws/services/s3';
import { type Email, sns } from '../../../local-aws/services/sns';
import { subscribedTopics } from '../../../local-aws/services/subscribed-topics';
import { type Execution, startExecution } from '../../../local-aws/states/engine';
import { executionRole, roleObjects, stateMachineSession } from '../../../local-aws/states/execution-role';
import { states } from '../../../local-aws/states/states';
import { taskIntegrations } from '../../../local-aws/states/task-integrations';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { alice, bob } from '../../scenarios/support/approvers';
import { access, denied, deployed, deployedFunction } from './deployed';
import { EventLog } from './event-log';
import { invokeInProcess, objectOf } from './functions';
import { inProcess, network } from './network';
import { QuickClock } from './quick-clock';
import { Secrets } from './secrets';

export const approvers = [alice, bob] as const;

/** The app's default. */
const approvalTimeoutSeconds = 72 * 60 * 60;

const { bucket, stateMachine } = deployed;

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
  readonly written: string[] = [];
  /** What one of the app's roles may not do, and did. */
  readonly denied = denied;
  /** What one function never stopped asking for. */
  readonly endless: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'root-purge-world-'));
  readonly #objects = new ObjectStore({ [bucket]: this.#folder }, (object) => {
    this.#underway.push(this.#created(object));
  });
  readonly #underway: Promise<unknown>[] = [];
  readonly #taskTokens = new TaskTokens();
  readonly #apps: Record<string, Hono>;
  readonly #lines: string[] = [];
  readonly #calls = new Map<string, number>();
  #plan: FaultPlan;
  #organizationFaults: OrganizationFaults;
  #wire: WireFaults;

  constructor(
    readonly organization: Organization,
    rules: readonly FaultRule[],
    seed: number,
  ) {
    denied.length = 0;
    this.before = structuredClone(organization);
    this.log = new EventLog(organization);
    this.#plan = new FaultPlan(rules, seed, this.clock);
    this.#organizationFaults = this.#interferences();
    this.#wire = this.#wireFaults();
    const dispatcher = new Dispatcher({
      organization,
      clock: this.clock,
      seenBy: (accountId, operation, truth) => this.#organizationFaults.seenBy(accountId, operation, truth),
    });
    dispatcher.enforce(access);
    const { authorize } = access;
    const simulator = simulatorApp(dispatcher, { organization });
    this.#apps = {
      sts: simulator,
      iam: simulator,
      organizations: simulator,
      kms: kms({ keys: deployed.keys, authorize }),
      s3: s3({ objects: this.#objects, authorize }),
      sns: sns({
        topics: subscribedTopics(deployed.topics),
        authorize,
        deliver: (email) => this.emails.push(email),
      }),
      states: states({ tasks: this.#taskTokens, authorize }),
    };
    network.answer = (request) => this.#answer(request);
    this.#captureOutput();
  }

  /** How often each fault has struck. */
  struck(): Record<string, number> {
    return this.#plan.struck();
  }

  /** From now on nothing goes wrong by itself. */
  heal(): void {
    this.#plan = new FaultPlan([], 0, this.clock);
    this.#organizationFaults = this.#interferences();
    this.#wire = this.#wireFaults();
    for (const account of this.organization.accounts) account.faults = {};
    this.organization.serviceControlPolicies = [];
  }

  start(name: string, input: Json): Execution {
    const create = this.#taskTokens.create.bind(this.#taskTokens);
    this.#taskTokens.create = (...owner) => this.secrets.taskToken(create(...owner));
    const invoke = this.#invoke();
    const objects = faultyObjects(this.#plan, roleObjects(this.#objects, access, stateMachine));
    const session = stateMachineSession(stateMachine);
    const credentials = access.credentialsOf(session);
    const sns = new SNSClient({ region: 'eu-west-1', requestHandler: inProcess, credentials });
    const runner = {
      invoke: async (functionArn: string, event: Json) => {
        access.assertAllowed(session, { action: 'lambda:InvokeFunction', resource: functionArn });
        return invoke(deployedFunction(functionArn).state, event);
      },
    };
    return startExecution({
      definition: stateMachine.definition,
      name,
      input,
      stateMachineArn: stateMachine.arn,
      roleArn: stateMachine.roleArn,
      role: executionRole(access, stateMachine),
      tasks: taskIntegrations(runner, sns, objects),
      taskTokens: this.#taskTokens,
      objects,
      clock: this.clock,
      runsTwice: twiceRun(this.#plan),
    });
  }

  /** Nobody answers: a share of the time for it runs out. */
  expire(share = 1): void {
    this.clock.pass(approvalTimeoutSeconds * 1000 * share);
  }

  /** All functions have ended, also those that nobody waits for. */
  async settled(): Promise<void> {
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
    await this.#objects.putObject(bucket, key, change(await this.#objects.getObject(bucket, key)));
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

  close(): void {
    vi.restoreAllMocks();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answer(request: Request): Promise<Response> {
    const { hostname, pathname, search } = new URL(request.url);
    const isS3 = hostname.includes('.s3.');
    const service = isS3 ? 's3' : (hostname.split('.')[0] ?? '');
    this.#count(request);
    const app = this.#apps[service];
    if (!app) throw new Error(`There is no ${hostname} in this world.`);
    const routed = new Request(`http://local${isS3 ? `/${bucket}` : ''}${pathname}${search}`, request);
    return this.#wire.around(async (received) => this.#observed(received, app))(routed);
  }

  /** Ends what would go on for ever. */
  #count({ headers, url }: Request): void {
    const [, accessKeyId = ''] = /Credential=([^/,\s]+)/.exec(headers.get('authorization') ?? '') ?? [];
    const calls = (this.#calls.get(accessKeyId) ?? 0) + 1;
    this.#calls.set(accessKeyId, calls);
    if (calls <= mostCalls) return;
    this.endless.push(`${calls} calls to ${new URL(url).hostname} by one function`);
    throw new Error('This would go on for ever.');
  }

  /** What really reached a service, and what it really answered. */
  async #observed(request: Request, app: Hono): Promise<Response> {
    const call = await readFaultyCall(request);
    if (!call) throw new Error(`Nobody knows what ${request.url} is`);
    const response = await app.fetch(request);
    if (['sts', 'iam'].includes(call.service)) {
      this.log.add({ type: 'called', operation: call.operation, accessKeyId: call.signer.accessKeyId ?? '' });
    }
    if (call.operation === 'PutObject' && response.ok) this.written.push(call.path);
    if (['AssumeRoot', 'GenerateDataKey'].includes(call.operation)) {
      this.secrets.answer(await response.clone().text());
    }
    return response;
  }

  #invoke(): Invoke {
    return faultyInvoke(this.#plan, (functionName, event) => {
      this.log.add({ type: 'invoked', functionName, accountId: String(objectOf(event).accountId ?? '') });
      this.#calls.clear();
      const invocation = invokeInProcess(functionName, event);
      this.#underway.push(invocation);
      return invocation;
    });
  }

  /** A stored decision is an event. */
  async #created(object: CreatedObject): Promise<void> {
    if (!object.key.endsWith('/decision.json')) return;
    const invoke = this.#invoke();
    const event = objectCreatedEvent(object);
    await invokeAsynchronously(() => invoke('DeliverDecision', event), this.clock);
  }

  #interferences(): OrganizationFaults {
    const { organization, clock, log } = this;
    return new OrganizationFaults(organization, this.#plan, clock, (interference) => log.add(interference));
  }

  #wireFaults(): WireFaults {
    const sleep = async () => {
      throw Object.assign(new Error('The request timed out'), { name: 'TimeoutError' });
    };
    const clock = { now: () => this.clock.now(), sleep };
    return new WireFaults({ plan: this.#plan, organization: this.#organizationFaults, clock });
  }

  #captureOutput(): void {
    const capture = (chunk: unknown) => {
      this.#lines.push(String(chunk));
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(capture);
    vi.spyOn(process.stderr, 'write').mockImplementation(capture);
  }
}

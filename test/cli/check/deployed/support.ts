import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../../../cli/check/readiness';
import {
  createOrganization,
  type LocalAws,
  type PolicyDocument,
  readCall,
  systemClock,
} from '../../../../local-aws';
import { type Ended, rootPurge } from '../../support/command-line';
import { type Deployed, documentedPolicy, useDeployed } from '../../support/deployed';
import { first } from './wrong';

type Resources = LocalAws['resources'];

/** Whose organization it is that the app of these tests is in. */
export const managementAccountId = createOrganization({ accounts: 4, seed: 1, clock: systemClock })
  .managementAccount.id;

/** A deployment with all that can be deployed, in an account of its own. */
export const context = {
  approvers: ['alice@example.com', 'bob@example.com'],
  alarmEmails: ['ops@example.com'],
  account: '111111111111',
  region: 'eu-west-1',
  organizationEvents: { managementAccountId, controlTowerRegion: 'eu-central-1' },
  schedule: 'rate(7 days)',
};

/** The app as it is deployed, and all the calls that were made to it. */
export class Checked {
  readonly deployed: Deployed;
  /** For instance `sns:ListSubscriptionsByTopic`. */
  readonly calls: string[] = [];

  constructor(given: Record<string, unknown> = context) {
    this.deployed = useDeployed(given, (fetch) => async (request, connection) => {
      const call = await readCall(request.clone());
      if (call) this.calls.push(`${call.service}:${call.operation}`);
      return fetch(request, connection);
    });
  }

  get resources(): Resources {
    return this.deployed.app.resources;
  }

  /** The topic of an approver, or of the alarms. */
  topicOf(email: string) {
    return first(this.resources.topics, ({ subscriptions }) =>
      subscriptions.some(({ endpoint }) => endpoint === email),
    );
  }

  subscriptionOf(email: string) {
    return first(this.topicOf(email).subscriptions);
  }

  rule(name: string) {
    return first(this.resources.rules, ({ Name }) => Name.includes(name));
  }

  /** The rule of the management account in a Region. */
  forwarding(region: string) {
    const here = `arn:aws:events:${region}:${managementAccountId}:`;
    return first(this.resources.rules, ({ Arn }) => Arn.startsWith(here));
  }

  /** Attaches a service control policy. */
  attach(document: unknown, ...targets: string[]): void {
    this.deployed.organization.serviceControlPolicies.push({ name: 'NoRoot', targets, document });
  }

  /** Attaches a resource control policy. */
  attachToResources(document: unknown, ...targets: string[]): void {
    this.deployed.organization.resourceControlPolicies.push({ name: 'Perimeter', targets, document });
  }

  /** Puts the first two accounts into a unit, below another one, and gives the upper one. */
  unitOfTwo(): string {
    const { rootId, organizationalUnits, accounts } = this.deployed.organization;
    const upper = { id: 'ou-test-upper000', name: 'Upper', parentId: rootId };
    organizationalUnits.push(upper, { id: 'ou-test-lower000', name: 'Lower', parentId: upper.id });
    for (const account of accounts) account.parentId = rootId;
    for (const account of accounts.slice(0, 2)) account.parentId = 'ou-test-lower000';
    return upper.id;
  }

  /** Nobody can be unsubscribed by a scanner. */
  authenticateAll(): void {
    for (const { subscriptions } of this.resources.topics)
      for (const subscription of subscriptions) subscription.authenticated = true;
  }

  /** For a command of somebody who may do what the documentation says, in the app's account or in another. */
  async env(policy?: PolicyDocument, account?: string): Promise<Record<string, string>> {
    const allowed = policy ?? (await documentedPolicy('check-deployed.json'));
    return { ...this.deployed.app.organizationEndpoints, ...this.deployed.env('Checker', allowed, account) };
  }

  /** The same, with a profile `management` that has credentials of the management account. */
  async both(policy?: PolicyDocument): Promise<Record<string, string>> {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = await this.env(
      policy,
      managementAccountId,
    );
    const file = join(this.deployed.folder, 'credentials');
    const lines = [
      '[management]',
      `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
      `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
      `aws_session_token = ${AWS_SESSION_TOKEN}`,
    ];
    writeFileSync(file, lines.join('\n'));
    return { ...(await this.env(policy)), AWS_SHARED_CREDENTIALS_FILE: file };
  }

  async run(
    args: readonly string[] = [],
    env?: Record<string, string | undefined>,
    asBoth = true,
  ): Promise<Ended> {
    const management = asBoth ? ['--management-profile', 'management'] : [];
    return rootPurge(['check', '--deployed', ...management, ...args], { env: env ?? (await this.both()) });
  }

  /** What it says as JSON, with the exit status. */
  async json(...[args = [], env, asBoth]: Parameters<Checked['run']>) {
    const { status, stdout, stderr } = await this.run(['--json', ...args], env, asBoth);
    const { checks, ready }: { checks: Check[]; ready: boolean } = stdout
      ? JSON.parse(stdout)
      : { checks: [], ready: false };
    return { status, stderr, ready, checks };
  }
}

/** Puts everything back that was changed since. */
export function restoring(resources: Resources): () => void {
  const lists: unknown[][] = Object.values(resources).filter(Array.isArray);
  const saved = lists.map((list) => ({
    list,
    items: list.map((item) => [item, { ...structuredCopy(Object(item)) }] as const),
  }));
  const limit = { ...resources.lambdaLimit };
  return () => {
    Object.assign(resources.lambdaLimit, limit);
    for (const { list, items } of saved)
      list.splice(
        0,
        list.length,
        ...items.map(([item, copy]) => putBack(Object(item), structuredCopy(copy))),
      );
  };
}

function putBack(item: object, copy: object): object {
  for (const key of Object.keys(item)) if (!(key in copy)) Reflect.deleteProperty(item, key);
  return Object.assign(item, copy);
}

/** A copy of objects and lists, functions left as they are. */
function structuredCopy<T>(value: T): T;
function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCopy(item)]));
}

/** What the documentation lets somebody read, without one action. */
export async function documentedWithout(action: string): Promise<PolicyDocument> {
  const documented = await documentedPolicy('check-deployed.json');
  return {
    ...documented,
    Statement: documented.Statement.map(({ Action = [], ...statement }) => ({
      ...statement,
      Action: Action.filter((allowed) => allowed !== action),
    })),
  };
}

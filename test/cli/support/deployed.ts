import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { linkIn } from '../../../cli/run/approval/approver';
import { keptAssembly } from '../../../cli/run/kept-assembly';
import { type LocalApp, startLocalApp } from '../../../cli/run/local-app';
import type { Values } from '../../../lib/parse-context';
import {
  accountId,
  createOrganization,
  type Email,
  type Fetch,
  type Organization,
  type PolicyDocument,
  roleSession,
  type StartedExecution,
  systemClock,
} from '../../../local-aws';

export { documentedPolicy } from '../../../cli/simulator/operator';

const justAlice: Values = { approvers: ['alice@example.com'] };

/** The app as if it was deployed, with an organization, until the test file is done. */
export class Deployed {
  readonly folder = mkdtempSync(join(tmpdir(), 'root-purge-deployed-'));
  readonly emails: Email[] = [];
  readonly started: StartedExecution[] = [];
  organization: Organization;
  #app: LocalApp | undefined;

  constructor() {
    this.organization = createOrganization({ accounts: 4, seed: 1, clock: systemClock });
  }

  /** What it is configured with, and what stands between it and its clients. */
  async start(context: Values = justAlice, intercept?: (fetch: Fetch) => Fetch): Promise<void> {
    const assembly = await keptAssembly(context);
    this.#app = await startLocalApp({
      faults: intercept && { intercept },
      assembly,
      bucketFolder: join(this.folder, 'bucket'),
      organization: this.organization,
      onEmail: (email) => this.emails.push(email),
      onStart: (execution) => this.started.push(execution),
    });
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get app(): LocalApp {
    if (!this.#app) throw new Error('The app has not been started.');
    return this.#app;
  }

  /** An organization as at first, with other accounts. */
  organize(options: { accounts?: number; seed?: number; trouble?: boolean }): void {
    const organization = createOrganization({ accounts: 4, seed: 1, clock: systemClock, ...options });
    Object.assign(this.organization, organization);
    // What reports remember is about the organization before.
    rmSync(join(this.folder, 'bucket', 'posture'), { recursive: true, force: true });
  }

  /** For a command: where the services are, and credentials of somebody who may do this. */
  env(name: string, policy: PolicyDocument, account = accountId): Record<string, string> {
    const roleArn = `arn:aws:iam::${account}:role/${name}`;
    this.app.access.putRolePolicies(roleArn, [policy]);
    const credentials = this.app.access.credentialsOf(roleSession(roleArn, 'operator'));
    return {
      ...this.app.endpoints,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
  }

  /** The link of the request that a run mails: a run waits for a decision a moment before its mail is there. */
  async link(run: string): Promise<string> {
    const email = this.emails.find(({ message }) => message.includes(`/runs/${run}/`));
    if (email) return linkIn(email.message);
    await setTimeout(20);
    return this.link(run);
  }
}

/** Starts the app before the tests of this file and stops it after them. */
export function useDeployed(context?: Values, intercept?: (fetch: Fetch) => Fetch): Deployed {
  const deployed = new Deployed();
  beforeAll(() => deployed.start(context, intercept));
  afterAll(() => deployed.stop());
  return deployed;
}

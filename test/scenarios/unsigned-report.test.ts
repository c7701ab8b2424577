import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedriveExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { type LocalApp, startLocalApp } from '../../cli/run/local-app';
import {
  accountId,
  createOrganization,
  type Email,
  region,
  roleSession,
  type StartedExecution,
} from '../../local-aws';
import { type Ended, rootPurge } from '../cli/support/command-line';
import { documentedPolicy } from '../cli/support/deployed';
import { hurriedClock } from './support/hurried-clock';
import { Tampering } from './support/tampering';

const bucketFolder = mkdtempSync(join(tmpdir(), 'root-purge-unsigned-'));
const folder = join(bucketFolder, 'runs', 'unsigned');
const emails: Email[] = [];
const started: StartedExecution[] = [];
let app: LocalApp;
/** As KMS answers where somebody has disabled the key. */
let isDisabled = true;

beforeAll(async () => {
  app = await startLocalApp({
    assembly: await keptAssembly({ approvers: ['alice@example.com'], signReports: true }),
    bucketFolder,
    clock: hurriedClock,
    organization: createOrganization({ accounts: 3, seed: 1, clock: hurriedClock }),
    isRedrivable: true,
    onEmail: (email) => emails.push(email),
    onStart: (execution) => started.push(execution),
    faults: {
      intercept: (fetch) => async (request, connection) =>
        isDisabled && request.headers.get('x-amz-target') === 'TrentService.Sign'
          ? Response.json({ __type: 'DisabledException', message: 'The key is disabled.' }, { status: 400 })
          : fetch(request, connection),
    },
  });
});
afterAll(async () => {
  await app.close();
  rmSync(bucketFolder, { recursive: true, force: true });
});

/** Credentials of somebody with these policies of the documentation, and where the services are. */
async function operator() {
  const roleArn = `arn:aws:iam::${accountId}:role/Operator`;
  const policies = ['start.json', 'operate.json', 'report.json'];
  app.access.putRolePolicies(roleArn, await Promise.all(policies.map(documentedPolicy)));
  return app.access.credentialsOf(roleSession(roleArn, 'operator'));
}

async function asOperator(...args: string[]): Promise<Ended> {
  const credentials = await operator();
  const keys = {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
  return rootPurge(args, { env: { ...app.endpoints, AWS_REGION: region, ...keys } });
}

const files = () => [...new Tampering(folder).files.keys()];

it('leaves the report without a signature where KMS does not sign, fails, and is signed by a redrive', async () => {
  const { result } = app.start('unsigned', { mode: 'audit' });
  expect(await result).toMatchObject({ status: 'FAILED', error: 'DisabledException' });
  expect(files()).toEqual(expect.arrayContaining(['report.csv', 'report.html', 'report.json', 'SHA256SUMS']));
  expect(files()).not.toContain('report.jws');
  // The alarm on failed executions tells: nobody is mailed what an unsigned report says.
  expect(emails).toEqual([]);
  const status = await asOperator('status', 'unsigned');
  expect(status.status).toBe(2);
  expect(status.stdout).toMatch(/Why it ended:\s+DisabledException:\s+The key is disabled\./);
  const verified = await rootPurge(['verify', folder]);
  expect(verified.status).toBe(2);
  expect(verified.stdout).toMatch(
    /FAILS\s+the digests are signed\s+There is no report\.jws, and it should be signed\s+\(arn:/,
  );
  expect(verified.stdout).toContain('This record does not hold: 1 of 11 checks fail.');

  isDisabled = false;
  const sfn = new SFNClient({
    endpoint: app.endpoints.AWS_ENDPOINT_URL_SFN,
    credentials: await operator(),
    region,
  });
  const [first] = started;
  await sfn.send(new RedriveExecutionCommand({ executionArn: first?.arn ?? '' }));
  await vi.waitFor(() => expect(emails).toHaveLength(1), { timeout: 20_000 });
  expect(files()).toContain('report.jws');
  expect((await rootPurge(['verify', folder])).status).toBe(0);
});

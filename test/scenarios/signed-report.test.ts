import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { compactVerify, importSPKI } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptAssembly } from '../../cli/run/kept-assembly';
import { type LocalApp, startLocalApp } from '../../cli/run/local-app';
import { verifyRun } from '../../cli/verify/verify-run';
import { accountId, createOrganization, parsePolicy, roleSession } from '../../local-aws';
import { hurriedClock } from './support/hurried-clock';
import { Tampering } from './support/tampering';

/** The deployed app, with the one key of its configuration that has reports signed. */
const bucketFolder = mkdtempSync(join(tmpdir(), 'root-purge-signed-'));
let app: LocalApp;

beforeAll(async () => {
  app = await startLocalApp({
    assembly: await keptAssembly({ approvers: ['alice@example.com'], signReports: true }),
    bucketFolder,
    clock: hurriedClock,
    organization: createOrganization({ accounts: 3, seed: 1, clock: hurriedClock }),
  });
});
afterAll(async () => {
  await app.close();
  rmSync(bucketFolder, { recursive: true, force: true });
});

/** Somebody who may read public keys, and nothing else. */
async function auditor() {
  const roleArn = `arn:aws:iam::${accountId}:role/Auditor`;
  const Statement = { Effect: 'Allow', Action: 'kms:GetPublicKey', Resource: '*' };
  app.access.putRolePolicies(roleArn, [await parsePolicy({ Version: '2012-10-17', Statement }, 'auditor')]);
  return app.access.credentialsOf(roleSession(roleArn, 'auditor'));
}

it('leaves a signature of its digests, by a key that never leaves KMS, and the public key beside it', async () => {
  const { result } = app.start('signed', { mode: 'audit' });
  expect(await result).toMatchObject({ status: 'SUCCEEDED' });
  const folder = join(bucketFolder, 'runs', 'signed');
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const pem = text('signing-key.pem');

  const { payload, protectedHeader } = await compactVerify(
    text('report.jws'),
    await importSPKI(pem, 'ES256'),
  );
  expect(Buffer.from(payload).toString()).toBe(text('SHA256SUMS'));
  const { signedWith } = JSON.parse(text('report.json'));
  expect(protectedHeader).toEqual({ alg: 'ES256', kid: signedWith });
  expect(text('SHA256SUMS')).toContain(
    `${createHash('sha256').update(text('report.json')).digest('hex')}  report.json`,
  );
  const inspected = [...new Tampering(folder).files.keys()]
    .filter((name) => name.startsWith('inspection/'))
    .sort();
  expect(inspected).not.toEqual([]);
  expect(execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder }).toString()).toBe(
    ['accounts.json', ...inspected, 'plan.json', 'report.json', 'report.csv', 'report.html']
      .map((name) => `${name}: OK\n`)
      .join(''),
  );

  const kms = new KMSClient({
    endpoint: app.endpoints.AWS_ENDPOINT_URL_KMS,
    credentials: await auditor(),
    region: 'eu-west-1',
  });
  const { PublicKey = [] } = await kms.send(new GetPublicKeyCommand({ KeyId: signedWith }));
  expect(pem.replace(/-+[A-Z ]+-+|\s/g, '')).toBe(Buffer.from(PublicKey).toString('base64'));

  const { files } = new Tampering(folder);
  const checks = await verifyRun(files, { text: pem, from: 'kms' });
  expect(checks.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  expect(checks.at(-1)).toEqual({ check: 'signature', verdict: 'holds', findings: [] });
});

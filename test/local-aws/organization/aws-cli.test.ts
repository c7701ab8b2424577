import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privilegedTasks } from '../../../lambdas/tasks/registry';
import type { TaskTarget } from '../../../lambdas/tasks/shapes';
import { queueUrl } from '../../../local-aws/organization/resources';
import { AUDIT, DELETE, OPERATOR, type SessionCredentials, startFixture } from './fixture';

const PYTHON = 'python3';
/** The AWS CLI v1 as published for Lambda layers, zipped. */
const LAYER = join(
  dirname(createRequire(import.meta.url).resolve('@aws-cdk/asset-awscli-v1/package.json')),
  'lib',
  'layer.zip',
);

function isPythonMissing(): boolean {
  try {
    execFileSync(PYTHON, ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}

const NAME = 'the unmodified AWS CLI (skipped where python3 is missing)';
const ROOT_TASK = 'arn=arn:aws:iam::aws:policy/root-task';

describe.skipIf(isPythonMissing())(NAME, { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  beforeAll(() => {
    execFileSync(PYTHON, ['-m', 'zipfile', '-e', LAYER, folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The environment of `aws`, without this machine's own AWS settings. */
  function settings(url: string, session: SessionCredentials) {
    const ownSettings = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    return {
      ...Object.fromEntries(ownSettings),
      AWS_CONFIG_FILE: join(folder, 'no-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
      AWS_ENDPOINT_URL: url,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      ...(session.sessionToken && { AWS_SESSION_TOKEN: session.sessionToken }),
    };
  }

  const program = join(folder, 'awscli', 'aws');

  /** Runs `aws`; gives its JSON, or rejects with what it wrote. */
  async function aws(url: string, session: SessionCredentials, command: string) {
    const env = settings(url, session);
    const { stdout } = await promisify(execFile)(PYTHON, [program, ...command.split(' ')], { env });
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  /** Runs a command that begins with `aws` as a person pastes it into a shell. */
  async function shell(url: string, session: SessionCredentials, command: string) {
    const here = `aws() { ${PYTHON} ${program} "$@"; }; ${command}`;
    await promisify(execFile)('sh', ['-c', here], { env: settings(url, session), cwd: folder });
  }

  async function startWithCli(options?: Parameters<typeof startFixture>[0]) {
    const fixture = await startFixture(options);
    const { url } = fixture.simulator;
    const operator = (command: string) => aws(url, OPERATOR, command);
    const open = async (accountId: string, taskPolicy: string) => {
      const { Credentials } = await operator(
        `sts assume-root --target-principal ${accountId} --task-policy-arn ${ROOT_TASK}/${taskPolicy}`,
      );
      const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials;
      const session = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return (command: string) => aws(url, session, command);
    };
    return { ...fixture, operator, open };
  }

  it('lists the accounts over all pages', async () => {
    const { operator, organization } = await startWithCli();
    const { Accounts } = await operator('organizations list-accounts');
    expect(Accounts.map(({ Name }: { Name: string }) => Name)).toEqual(
      [organization.managementAccount, ...organization.accounts].map(({ name }) => name),
    );
  });

  it('reads every root credential in a session it opened', async () => {
    const { open, account } = await startWithCli();
    const { id, credentials } = account('every-kind-of-credential');
    const root = await open(id, AUDIT);
    const answers = await Promise.all([
      root('sts get-caller-identity --query Arn'),
      root('iam get-account-summary --query SummaryMap.AccountPasswordPresent'),
      root('iam list-access-keys --query AccessKeyMetadata[].AccessKeyId'),
      root('iam list-mfa-devices --query MFADevices[].SerialNumber'),
      root('iam list-signing-certificates --query Certificates[].CertificateId'),
      root('iam get-login-profile --query LoginProfile.CreateDate'),
      root('iam get-user --query User.PasswordLastUsed'),
    ]);
    expect(answers).toEqual([
      `arn:aws:iam::${id}:root`,
      1,
      credentials.accessKeys.map(({ accessKeyId }) => accessKeyId),
      credentials.mfaDevices.map(({ serialNumber }) => serialNumber),
      credentials.signingCertificates.map(({ certificateId }) => certificateId),
      credentials.loginProfile?.createDate,
      credentials.loginProfile?.passwordLastUsed,
    ]);
  });

  it('deletes in a session it opened, and is told when there is nothing left', async () => {
    const { open, account } = await startWithCli();
    const { id, credentials } = account('password-and-mfa');
    const root = await open(id, DELETE);
    await root('iam delete-login-profile');
    expect(credentials).not.toHaveProperty('loginProfile');
    await expect(root('iam delete-login-profile')).rejects.toThrow(
      'An error occurred (NoSuchEntity) when calling the DeleteLoginProfile operation: Login Profile for User root cannot be found.',
    );
  });

  it('switches centralized root access on, step by step', async () => {
    const { operator, organization } = await startWithCli({ features: 'none', trustedAccess: false });
    await expect(operator('iam list-organizations-features')).rejects.toThrow(
      'An error occurred (ServiceAccessNotEnabledException) when calling the ListOrganizationsFeatures operation',
    );
    await operator('organizations enable-aws-service-access --service-principal iam.amazonaws.com');
    await operator('iam enable-organizations-root-credentials-management');
    await operator('iam enable-organizations-root-sessions');
    expect(await operator('iam list-organizations-features')).toEqual({
      OrganizationId: organization.id,
      EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'],
    });
  });

  it('finds the policies of a bucket and a queue in other Regions, and takes them away', async () => {
    const { open, organization, simulator } = await startWithCli({ resources: true });
    const bucket = organization.buckets.find(({ region }) => region === 'eu-west-1');
    const queue = organization.queues.find(({ region }) => region === 'ap-southeast-2');
    if (!bucket || !queue) throw new Error('There is no bucket or queue.');
    const s3 = await open(bucket.accountId, 'S3UnlockBucketPolicy');
    const shown = await s3(`s3api get-bucket-policy --bucket ${bucket.name}`);
    expect(shown).toEqual({ Policy: bucket.policy });
    await s3(`s3api delete-bucket-policy --bucket ${bucket.name}`);
    expect(bucket).not.toHaveProperty('policy');

    const sqs = await open(queue.accountId, 'SQSUnlockQueuePolicy');
    // Version 1 has endpoints of its own for SQS, which only this option overrides.
    const at = `--endpoint-url ${simulator.url} --region ap-southeast-2 --queue-url ${queueUrl(queue)}`;
    const attributes = await sqs(`sqs get-queue-attributes --attribute-names Policy ${at}`);
    expect(attributes).toEqual({ Attributes: { Policy: queue.policy } });
    await sqs(`sqs set-queue-attributes --attributes {"Policy":""} ${at}`);
    expect(queue).not.toHaveProperty('policy');
    await expect(sqs(`sqs get-queue-attributes ${at}-2`)).rejects.toThrow(
      'An error occurred (AWS.SimpleQueueService.NonExistentQueue) when calling the GetQueueAttributes operation',
    );
  });

  it('puts a policy back by the very commands of the report, outside its own Region', async () => {
    const { organization, simulator } = await startWithCli({ resources: true });
    const bucket = organization.buckets.find(({ region, policy }) => policy && region === 'eu-west-1');
    const queue = organization.queues.find(({ region, policy }) => policy && region === 'ap-southeast-2');
    if (!bucket?.policy || !queue?.policy) throw new Error('There is no bucket or queue.');
    const put = { bucket: bucket.policy, queue: queue.policy };
    delete bucket.policy;
    delete queue.policy;
    const commandFor = (task: 'delete-bucket-policy' | 'delete-queue-policy', target: Partial<TaskTarget>) =>
      privilegedTasks[task].nextSteps({
        target: { accountId: '', name: '', email: '', ...target },
      })[2]?.command ?? '';
    const owner = async (accountId: string, taskPolicy: string, policy: string, command: string) => {
      writeFileSync(join(folder, 'policy.json'), policy);
      const { Credentials } = await aws(
        simulator.url,
        OPERATOR,
        `sts assume-root --target-principal ${accountId} --task-policy-arn ${ROOT_TASK}/${taskPolicy}`,
      );
      const {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
      } = Credentials;
      await shell(simulator.url, { accessKeyId, secretAccessKey, sessionToken }, command);
    };
    const { name: resource, region } = bucket;
    const toBucket = commandFor('delete-bucket-policy', { resource, region });
    await owner(bucket.accountId, 'S3UnlockBucketPolicy', put.bucket, toBucket);
    const toQueue = commandFor('delete-queue-policy', { resource: queueUrl(queue) });
    // Version 1 has endpoints of its own for SQS, which only this option overrides.
    await owner(
      queue.accountId,
      'SQSUnlockQueuePolicy',
      put.queue,
      `${toQueue} --endpoint-url ${simulator.url}`,
    );
    expect({ bucket: bucket.policy, queue: queue.policy }).toEqual(put);
  });
});

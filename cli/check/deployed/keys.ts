import { DescribeKeyCommand, GetKeyPolicyCommand, type KeyMetadata, KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { type Fact, read } from '../../aws/fact';
import type { Check } from '../readiness';
import { awsCommand, type DeployedResource, type Deployment, ofType } from './deployment';
import { keyPolicyProblems, type OwnKey } from './key-policy';
import { type Problem, rowsOf } from './rows';

/** Whether the keys can be used: the one that seals secrets, and the one of the execution data. */
export async function checkKeys(deployment: Deployment): Promise<Check[]> {
  const client = new KMSClient(deployment.settingsFor('KMS'));
  const keys = await readKeys(client, deployment);
  return rowsOf('keys', keys, ({ described, foreign }) => ({
    fine: [
      'all are enabled',
      ...foreign.map(({ arn }) => `the policy of ${arn} lets all who need it use it`),
    ].join(', and '),
    problems: [
      ...described.flatMap((key) => unusable(deployment, key)),
      ...foreign.flatMap((key) => keyPolicyProblems(deployment, key)),
    ],
  }));
}

/** The keys that are used, and those which are not the stack's own with their policies. */
interface Keys {
  readonly described: readonly KeyMetadata[];
  readonly foreign: readonly OwnKey[];
}

async function readKeys(client: KMSClient, { resources }: Deployment): Promise<Fact<Keys>> {
  if (!resources.known) return resources;
  const own = ofType(resources.value, 'AWS::KMS::Key').map(({ physicalId }) => physicalId);
  const machines = ofType(resources.value, 'AWS::StepFunctions::StateMachine');
  const foreign = [...new Set(machines.flatMap(foreignKey))];
  const described = await read('kms:DescribeKey', () =>
    Promise.all([...own, ...foreign].map((key) => describeKey(client, key))),
  );
  if (!described.known) return described;
  return read('kms:GetKeyPolicy', async () => ({
    described: described.value,
    foreign: await Promise.all(foreign.map((arn) => readPolicy(client, arn))),
  }));
}

async function readPolicy(client: KMSClient, arn: string): Promise<OwnKey> {
  const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId: arn }));
  return { arn, policy: contentOf('kms:GetKeyPolicy', 'the policy', Policy) };
}

const Encrypted = z.object({ EncryptionConfiguration: z.object({ KmsKeyId: z.string() }) });

/** That of `executionDataKeyArn`; one of the stack is no text, but a reference. */
function foreignKey({ properties }: DeployedResource): string[] {
  const { success, data } = z.safeParse(Encrypted, properties);
  return success ? [data.EncryptionConfiguration.KmsKeyId] : [];
}

async function describeKey(client: KMSClient, KeyId: string): Promise<KeyMetadata> {
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
  return contentOf('kms:DescribeKey', 'the key', KeyMetadata);
}

function unusable(deployment: Deployment, { Arn = '', KeyState }: KeyMetadata): Problem[] {
  if (KeyState === 'Enabled') return [];
  const enable = `kms enable-key --key-id ${Arn}`;
  const cancel = `kms cancel-key-deletion --key-id ${Arn} --region ${deployment.region} && aws ${enable}`;
  const text = 'Without it nothing that is sealed can be opened, and nothing that is encrypted can be read.';
  const fix = awsCommand(deployment, KeyState === 'PendingDeletion' ? cancel : enable, text);
  return [{ detail: `${Arn} is ${KeyState}`, fix }];
}

import { DescribeKeyCommand, type KeyMetadata, KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { contentOf } from '../../../lambdas/aws-calls/content-of';
import { type Fact, read } from '../../aws/fact';
import type { Check } from '../readiness';
import { awsCommand, type DeployedResource, type Deployment, ofType } from './deployment';
import { type Problem, rowsOf } from './rows';

/** Whether the keys can be used: the one that seals secrets, and the one of the execution data. */
export async function checkKeys(deployment: Deployment): Promise<Check[]> {
  const client = new KMSClient(deployment.settingsFor('KMS'));
  const keys = await readKeys(client, deployment);
  return rowsOf('keys', keys, ({ described, foreign }) => ({
    fine: ['all are enabled', ...foreign.map(whatItsPolicyNeeds)].join('. '),
    problems: described.flatMap((key) => unusable(deployment, key)),
  }));
}

/** The keys that are used, and which of them are not the stack's own. */
interface Keys {
  readonly described: readonly KeyMetadata[];
  readonly foreign: readonly string[];
}

async function readKeys(client: KMSClient, { resources }: Deployment): Promise<Fact<Keys>> {
  if (!resources.known) return resources;
  const own = ofType(resources.value, 'AWS::KMS::Key').map(({ physicalId }) => physicalId);
  const machines = ofType(resources.value, 'AWS::StepFunctions::StateMachine');
  const foreign = [...new Set(machines.flatMap(foreignKey))];
  return read('kms:DescribeKey', async () => ({
    described: await Promise.all([...own, ...foreign].map((key) => describeKey(client, key))),
    foreign,
  }));
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

/** https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html */
const whatItsPolicyNeeds = (arn: string) =>
  `${arn} is a key of your own: its policy has to let whoever deploys kms:DescribeKey and kms:GenerateDataKey, the roles of the state machines kms:Decrypt and kms:GenerateDataKey, and delivery.logs.amazonaws.com kms:Decrypt`;

function unusable(deployment: Deployment, { Arn = '', KeyState }: KeyMetadata): Problem[] {
  if (KeyState === 'Enabled') return [];
  const enable = `kms enable-key --key-id ${Arn}`;
  const cancel = `kms cancel-key-deletion --key-id ${Arn} --region ${deployment.region} && aws ${enable}`;
  const text = 'Without it nothing that is sealed can be opened, and nothing that is encrypted can be read.';
  const fix = awsCommand(deployment, KeyState === 'PendingDeletion' ? cancel : enable, text);
  return [{ detail: `${Arn} is ${KeyState}`, fix }];
}

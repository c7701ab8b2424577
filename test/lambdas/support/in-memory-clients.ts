import './quiet';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { inMemoryAws } from './in-memory-aws';

// Kept before the mocks take their place.
const getObject: (this: S3Client, command: GetObjectCommand) => Promise<unknown> = S3Client.prototype.send;
const listObjects: (this: S3Client, command: ListObjectsV2Command) => Promise<unknown> =
  S3Client.prototype.send;
const putObject: (this: S3Client, command: PutObjectCommand) => Promise<unknown> = S3Client.prototype.send;
const generateDataKey: (this: KMSClient, command: GenerateDataKeyCommand) => Promise<unknown> =
  KMSClient.prototype.send;
const decrypt: (this: KMSClient, command: DecryptCommand) => Promise<unknown> = KMSClient.prototype.send;

/** One S3 and one KMS in memory, and an event history, which every client reaches, those inside the handlers too. */
export function inMemoryClients() {
  const { s3, kms, objects, writes } = inMemoryAws();
  const history: object[] = [];
  mockClient(CloudTrailClient)
    .on(LookupEventsCommand)
    .callsFake(() => ({ Events: history }));
  const s3Mock = mockClient(S3Client);
  const kmsMock = mockClient(KMSClient);
  s3Mock.on(GetObjectCommand).callsFake((input) => getObject.call(s3, new GetObjectCommand(input)));
  s3Mock.on(ListObjectsV2Command).callsFake((input) => listObjects.call(s3, new ListObjectsV2Command(input)));
  s3Mock.on(PutObjectCommand).callsFake((input) => putObject.call(s3, new PutObjectCommand(input)));
  kmsMock
    .on(GenerateDataKeyCommand)
    .callsFake((input) => generateDataKey.call(kms, new GenerateDataKeyCommand(input)))
    .on(DecryptCommand)
    .callsFake((input) => decrypt.call(kms, new DecryptCommand(input)));
  const stored = (key: string): unknown => JSON.parse(objects.get(key) ?? 'null');
  const seal = { kms: new KMSClient({}), keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/sealing' };
  return { objects, writes, stored, seal, history, s3Mock, kmsMock };
}

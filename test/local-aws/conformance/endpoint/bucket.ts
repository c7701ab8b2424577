import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { withoutMapRun } from '../replay';

/** The bucket of the cases, as far as they look into it. */
export interface Bucket {
  readonly name: string;
  fill(objects: Record<string, string>): Promise<void>;
  /** Text by key, with `{mapRun}` for the id of a Map Run. */
  contents(): Promise<Record<string, string>>;
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a bucket at the endpoint. */
export async function createBucket(client: S3Client, name: string, region: string): Promise<Bucket> {
  const elsewhere = region !== 'us-east-1' && {
    CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
  };
  await client.send(new CreateBucketCommand({ Bucket: name, ...elsewhere }));
  const keys = async () => {
    const found: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: name }))
      found.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return found;
  };
  const clear = async () => {
    for (const Key of await keys()) await client.send(new DeleteObjectCommand({ Bucket: name, Key }));
  };
  return {
    name,
    clear,
    fill: async (objects) => {
      for (const [Key, Body] of Object.entries(objects))
        await client.send(new PutObjectCommand({ Bucket: name, Key, Body }));
    },
    contents: async () => {
      const found: Record<string, string> = {};
      for (const Key of await keys()) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key }));
        found[Key] = (await Body?.transformToString()) ?? '';
      }
      return withoutMapRun(found);
    },
    remove: async () => {
      await clear();
      await client.send(new DeleteBucketCommand({ Bucket: name }));
    },
  };
}

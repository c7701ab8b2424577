import * as z from 'zod/mini';
import { isJsonObject, type Json } from '../json';
import type { ChildResult } from './child-execution';
import { expression, jsonObject } from './fields';
import { evaluateField } from './payload-template';
import { ResultFiles } from './result-files';
import type { StateCall } from './state';
import { StatesError } from './states-error';

/** The schema of a Distributed Map's ResultWriter, as far as it is supported. */
export const resultWriter = z.strictObject({
  Resource: z
    .string()
    .check(z.regex(/^arn:aws[a-z-]*:states:::s3:putObject$/, 'this resource is not supported')),
  Arguments: z.union([jsonObject, expression]),
  WriterConfig: z.optional(
    z.strictObject({
      Transformation: z.literal('COMPACT'),
      OutputType: z.optional(z.literal('JSON')),
    }),
  ),
});

type ResultWriter = z.infer<typeof resultWriter>;

/** Where a Map Run puts its children's results. */
export interface Results {
  add(index: number, child: ChildResult): Promise<void>;
  /** The Map state's result. */
  finish(): Promise<Json>;
}

/** Writes results to S3 as Step Functions does. @throws States.ResultWriterFailed */
export async function writtenResults(
  call: StateCall,
  writer: ResultWriter,
  mapRun: { arn: string; id: string },
): Promise<Results> {
  const args = await evaluateField(call, 'ResultWriter/Arguments', writer.Arguments);
  const { Bucket, Prefix = '' } = isJsonObject(args) ? args : {};
  const bucket = String(Bucket);
  const folder = [String(Prefix).replace(/\/$/, ''), mapRun.id].filter(Boolean).join('/');
  const put = (key: string, body: string) => putObject(call, bucket, key, body);
  const succeeded = new ResultFiles(`${folder}/SUCCEEDED`, put);
  const failed = new ResultFiles(`${folder}/FAILED`, put);
  return {
    add: async (_, child) => {
      // Without a WriterConfig every child is written in full; one that failed is with it, too.
      if (child.output === undefined) await failed.add(child.record());
      else await succeeded.add(writer.WriterConfig ? child.output : child.record());
    },
    finish: async () => {
      const ResultFiles = { FAILED: await failed.finish(), PENDING: [], SUCCEEDED: await succeeded.finish() };
      const manifest = { DestinationBucket: bucket, MapRunArn: mapRun.arn, ResultFiles };
      const key = `${folder}/manifest.json`;
      await put(key, JSON.stringify(manifest));
      return { MapRunArn: mapRun.arn, ResultWriterDetails: { Bucket: bucket, Key: key } };
    },
  };
}

async function putObject(call: StateCall, bucket: string, key: string, body: string): Promise<void> {
  try {
    await call.run.world.objects.putObject(bucket, key, body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StatesError('States.ResultWriterFailed', `Cannot write S3://${bucket}/${key}: ${reason}`);
  }
}

/** Keeps results as the result of a Map that has no ResultWriter, in the order of the items. */
export function returnedResults(): Results {
  const results: Json[] = [];
  return {
    add: async (index, { output, record }) => {
      results[index] = output === undefined ? record() : output;
    },
    finish: async () => results,
  };
}

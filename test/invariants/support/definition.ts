import { readFileSync } from 'node:fs';
import type { Json } from '../../../local/runtime/json';

export const bucket = 'run-bucket';
export const topicArn = process.env.APPROVERS_TOPIC_ARN ?? '';
export const approvalTimeoutSeconds = 259_200;

const values: Record<string, string> = {
  Partition: 'aws',
  RunBucket: bucket,
  ApproversTopic: topicArn,
  ApprovalTimeoutSeconds: String(approvalTimeoutSeconds),
  Concurrency: '4',
};

const file = new URL('../../../lib/purge-workflow/purge-workflow.asl.json', import.meta.url);

/** The workflow's definition; each function is called by the name of its state. */
export const definition: Json = JSON.parse(
  readFileSync(file, 'utf8').replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? name),
);

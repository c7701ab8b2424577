import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What cdk-nag is told not to find, and why, by the path of the construct. */
export function acknowledgements(root: IConstruct): Record<string, Record<string, unknown>> {
  const reasons: Record<string, Record<string, unknown>> = {};
  for (const { node } of root.node.findAll())
    for (const { type, data } of node.metadata)
      if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        reasons[node.path] = { ...reasons[node.path], ...withoutHashes(data) };
  return reasons;
}

/** The rules are named after logical IDs: `Annotation::AwsSolutions-IAM5[Resource::<RunStoreBucket12345678.Arn>/runs/*]`. */
function withoutHashes(data: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(data).map(([id, reason]) => [
    id.replace(/^Annotation::/, '').replaceAll(/[0-9A-F]{8}(?=[.>])/g, ''),
    reason,
  ]);
  return Object.fromEntries(entries);
}

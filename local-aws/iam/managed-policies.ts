import type { PolicyDocument } from './policy-document';

const allow = (...Action: string[]): PolicyDocument => ({
  Statement: [{ Effect: 'Allow', Action, Resource: ['*'], Condition: {} }],
});

/** What AWS's own policies say, by name, where a template needs them (AWS Managed Policy Reference Guide). */
const managedPolicies: Record<string, PolicyDocument> = {
  AWSLambdaBasicExecutionRole: allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  AWSXRayDaemonWriteAccess: allow(
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ),
};

/** A policy that AWS manages, by its ARN. @throws Error that names one whose content is not known here */
export function managedPolicy(arn: string): PolicyDocument {
  const policy = managedPolicies[arn.split('/').at(-1) ?? ''];
  if (!arn.startsWith('arn:aws:iam::aws:policy/') || !policy)
    throw new Error(`the managed policy ${arn} is not supported locally`);
  return policy;
}

import { IAM_CHANGES } from './iam-changes';
import { IAM_ORGANIZATION_FEATURES } from './iam-organization-features';
import { IAM_READS } from './iam-reads';
import { jsonProtocol } from './json-protocol';
import type { Operations } from './operation';
import { ORGANIZATIONS_ADMINISTRATION } from './organizations-administration';
import { ORGANIZATIONS_OPERATIONS } from './organizations-operations';
import type { Protocol, ServiceName } from './protocol';
import { queryProtocol } from './query-protocol';
import { restXmlProtocol } from './rest-xml-protocol';
import { S3_OPERATIONS } from './s3-operations';
import { SQS_OPERATIONS } from './sqs-operations';
import { sqsProtocol } from './sqs-protocol';
import { STS_OPERATIONS } from './sts-operations';

/** What each service can do, and the language it speaks. */
export const SERVICES: Record<ServiceName, { operations: Operations; protocol: Protocol }> = {
  sts: { operations: STS_OPERATIONS, protocol: queryProtocol },
  iam: {
    operations: { ...IAM_READS, ...IAM_CHANGES, ...IAM_ORGANIZATION_FEATURES },
    protocol: queryProtocol,
  },
  s3: { operations: S3_OPERATIONS, protocol: restXmlProtocol },
  sqs: { operations: SQS_OPERATIONS, protocol: sqsProtocol },
  organizations: {
    operations: { ...ORGANIZATIONS_OPERATIONS, ...ORGANIZATIONS_ADMINISTRATION },
    protocol: jsonProtocol,
  },
};

import type { WireCall } from '../wire/protocols';
import type { Operations } from '../wire/service';
import { ACCOUNT_OPERATIONS } from './account-operations';
import { IAM_CHANGES } from './iam-changes';
import { IAM_ORGANIZATION_FEATURES } from './iam-organization-features';
import { IAM_READS } from './iam-reads';
import type { Call, SimulatedCall, SimulatedService } from './operation';
import { ORGANIZATIONS_ADMINISTRATION } from './organizations-administration';
import { ORGANIZATIONS_OPERATIONS } from './organizations-operations';
import { ORGANIZATIONS_POLICIES } from './organizations-policies';
import { S3_OPERATIONS } from './s3-operations';
import { SQS_OPERATIONS } from './sqs-operations';
import { STS_OPERATIONS } from './sts-operations';

/** What each of the simulated services can do. */
export const SERVICES: Readonly<Record<SimulatedService, Operations<Call>>> = {
  sts: STS_OPERATIONS,
  iam: { ...IAM_READS, ...IAM_CHANGES, ...IAM_ORGANIZATION_FEATURES },
  account: ACCOUNT_OPERATIONS,
  s3: S3_OPERATIONS,
  sqs: SQS_OPERATIONS,
  organizations: { ...ORGANIZATIONS_OPERATIONS, ...ORGANIZATIONS_ADMINISTRATION, ...ORGANIZATIONS_POLICIES },
};

/** Whether a call is to one of the simulated services. */
export const isSimulated = (call: WireCall): call is SimulatedCall => Object.hasOwn(SERVICES, call.service);

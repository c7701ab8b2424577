import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

// Test files share a process here: what one of them mocked, the next one must find as it was.
for (const { prototype } of [
  CloudTrailClient,
  IAMClient,
  KMSClient,
  OrganizationsClient,
  S3Client,
  SFNClient,
  SNSClient,
  SQSClient,
  STSClient,
]) {
  const { send } = prototype;
  if ('restore' in send && typeof send.restore === 'function') send.restore();
}

import { Duration } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { RunStore } from '../../lib/run-store';
import { synthesizeAlone } from './support/synthesized';

const template = synthesizeAlone((stack) => new RunStore(stack, 'RunStore'));

describe('RunStore', () => {
  it('is a private bucket, versioned and encrypted, that outlives the stack', () => {
    expect(template.resources('AWS::S3::Bucket')).toEqual({
      RunStoreBucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
          // What reports remember is written by each of them.
          LifecycleConfiguration: {
            Rules: [
              { Prefix: 'posture/', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
            ],
          },
          VersioningConfiguration: { Status: 'Enabled' },
        },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      },
    });
  });

  it('refuses what does not come over TLS 1.2 or newer, and a decision that could replace another', () => {
    const denied = (Condition: unknown) => ({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: ['{RunStoreBucket.Arn}', '{RunStoreBucket.Arn}/*'],
      Condition,
    });
    expect(template.properties('AWS::S3::BucketPolicy')).toEqual({
      Bucket: '{RunStoreBucket}',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          denied({ Bool: { 'aws:SecureTransport': 'false' } }),
          denied({ NumericLessThan: { 's3:TlsVersion': 1.2 } }),
          {
            Sid: 'FirstDecisionWins',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Resource: '{RunStoreBucket.Arn}/runs/*/decision.json',
            Condition: { Null: { 's3:if-none-match': 'true' } },
          },
        ],
      },
    });
  });
});

describe('RunStore, as configured', () => {
  it.each(['governance', 'compliance'] as const)('locks every object, in %s mode', (mode) => {
    const locked = synthesizeAlone(
      (stack) => new RunStore(stack, 'RunStore', { objectLock: { mode, days: 30 } }),
    );
    expect(locked.properties('AWS::S3::Bucket')).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: mode.toUpperCase(), Days: 30 } },
      },
    });
  });

  it('forgets runs, every version of them, and not the lists that people put in', () => {
    const forgetting = synthesizeAlone(
      (stack) => new RunStore(stack, 'RunStore', { retention: Duration.days(400) }),
    );
    expect(forgetting.properties('AWS::S3::Bucket')).toMatchObject({
      LifecycleConfiguration: {
        Rules: [
          {
            Prefix: 'runs/',
            Status: 'Enabled',
            ExpirationInDays: 400,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          },
          { Prefix: 'posture/', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
        ],
      },
    });
  });
});

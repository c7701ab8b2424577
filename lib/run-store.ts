import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type EventPattern, Match } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from './config';
import { grantWithWildcard } from './explained-wildcard';

/** How long the objects of a run are kept. */
export interface RunStoreProps {
  /** How long the objects of a run are kept. @default for good */
  readonly retention?: Duration;
  /** Keeps every version of every object from deletion. @default nothing does */
  readonly objectLock?: Config['objectLock'];
}

/** The private bucket with everything a run leaves behind; it stays when the stack goes, since it is the evidence. */
export class RunStore extends Construct {
  readonly bucket: Bucket;
  /** Where a function finds the run store. */
  readonly environment: { readonly RUN_BUCKET: string };

  constructor(scope: Construct, id: string, { retention, objectLock }: RunStoreProps = {}) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockDefaultRetention: objectLock && lockOf(objectLock),
      lifecycleRules: [
        ...(retention
          ? [{ prefix: 'runs/', expiration: retention, noncurrentVersionExpiration: Duration.days(1) }]
          : []),
        // Each report writes it anew, and none is ever deleted.
        { prefix: 'posture/', noncurrentVersionExpiration: Duration.days(90) },
      ],
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.environment = { RUN_BUCKET: this.bucket.bucketName };
    this.writeOnce('FirstDecisionWins', 'decision.json');
    // The Bucket's own `eventBridgeEnabled` brings a custom resource with a function and a role for this one line.
    const resource = this.bucket.node.defaultChild;
    if (resource instanceof CfnBucket) {
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Who read or wrote a plan or a report is a matter for CloudTrail data events, which name the principal; server access logs would need a bucket of their own and are delivered with best effort.',
    });
  }

  /** The events by which S3 tells EventBridge of every object of this name, of any run. */
  createdPattern(name: string): EventPattern {
    return {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: {
        bucket: { name: [this.bucket.bucketName] },
        object: { key: Match.wildcard(ofAnyRun(name)) },
      },
    };
  }

  /** Keeps everybody from writing an object of this name, of any run, that is there already. */
  writeOnce(sid: string, name: string): void {
    this.bucket.addToResourcePolicy(writtenOnce(sid, this.bucket.arnForObjects(ofAnyRun(name))));
  }

  /** Allows reading these objects (or `folder/*`) of any run. */
  grantRead(grantee: IGrantable, ...names: string[]): void {
    this.#grant(grantee, ['s3:GetObject'], names.map(ofAnyRun));
  }

  /** Allows writing these objects of any run. */
  grantWrite(grantee: IGrantable, ...names: string[]): void {
    this.#grant(grantee, ['s3:PutObject'], names.map(ofAnyRun));
  }

  /** Allows reading the account lists that people put under `input/`. */
  grantReadInput(grantee: IGrantable): void {
    this.#grant(grantee, ['s3:GetObject'], ['input/*']);
  }

  /** Allows reading and writing what the reports on an organization remember, which outlasts the runs. */
  grantRemember(grantee: IGrantable): void {
    this.#grant(grantee, ['s3:GetObject', 's3:PutObject'], ['posture/*']);
  }

  /**
   * Allows reading who an approver is and binding them to whom nobody was bound, which outlasts the runs; whoever
   * writes that, the first one stays.
   */
  grantBindApprovers(grantee: IGrantable): void {
    this.#grant(grantee, ['s3:GetObject', 's3:PutObject'], [boundApprovers]);
    this.bucket.addToResourcePolicy(
      writtenOnce('FirstSignInStays', this.bucket.arnForObjects(boundApprovers)),
    );
  }

  /** Allows being told that an object does not exist: without this permission S3 answers AccessDenied instead of NoSuchKey. */
  grantSeeMissing(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
  }

  /**
   * Allows what a Distributed Map's ResultWriter needs to write below these folders.
   * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
   */
  grantWriteResults(grantee: IGrantable, ...folders: string[]): void {
    const actions = [
      's3:PutObject',
      's3:GetObject',
      's3:ListMultipartUploadParts',
      's3:AbortMultipartUpload',
    ];
    this.#grant(
      grantee,
      actions,
      folders.map((folder) => ofAnyRun(`${folder}/*`)),
    );
  }

  #grant(grantee: IGrantable, actions: string[], keys: string[]): void {
    const resources = keys.map((key) => this.bucket.arnForObjects(key));
    grantWithWildcard(
      grantee,
      new PolicyStatement({ actions, resources }),
      'Of any run: the names of executions, and of the files below these folders, are not known at synthesis.',
    );
  }
}

/**
 * Whoever writes such an object, and whatever else they may do, has to ask that there is none yet: who comes
 * first wins by IAM, too. Uploads in parts and copies are refused with it, since they cannot say so at each step.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
function writtenOnce(sid: string, resource: string): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [resource],
    conditions: { Null: { 's3:if-none-match': 'true' } },
  });
}

function lockOf({ mode, days }: NonNullable<Config['objectLock']>): ObjectLockRetention {
  const period = Duration.days(days);
  return mode === 'compliance'
    ? ObjectLockRetention.compliance(period)
    : ObjectLockRetention.governance(period);
}

/** Who an approver is, an object each. */
const boundApprovers = 'approvers/*';

function ofAnyRun(name: string): string {
  return `runs/*/${name}`;
}

import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function';
import type { RunStore } from './run-store';

/** The key that the digests of a report are signed with; it stays when the stack goes, as the reports do. */
export class SigningKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs the reports of the root credential purge',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnOutput(scope, 'SigningKeyArn', {
      value: this.key.keyArn,
      description: 'Signs the reports; aws kms get-public-key shows its public key: docs/evidence.md',
    });
  }

  /** Has a function sign what it reports, with this algorithm alone, and leave the public key beside it. */
  letSign(reports: LambdaFunction, runStore: RunStore): void {
    reports.addEnvironment('SIGNING_KEY_ARN', this.key.keyArn);
    const resources = [this.key.keyArn];
    reports.addToRolePolicy(new PolicyStatement({ actions: ['kms:GetPublicKey'], resources }));
    reports.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Sign'],
        resources,
        conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
      }),
    );
    runStore.grantWrite(reports, 'report.jws', 'signing-key.pem');
  }
}

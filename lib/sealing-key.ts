import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What a sealed secret is; the same words as in the encryption context. */
type Purpose = 'root-session' | 'task-token' | 'session' | 'sign-in';

/** What else is in the encryption context: what the secret belongs to. */
const belongsTo: Readonly<Record<Purpose, readonly string[]>> = {
  'root-session': ['run', 'accountId'],
  'task-token': ['run'],
  session: ['run'],
  'sign-in': ['transaction'],
};

/** The key under which root sessions and task tokens are sealed before they leave a Lambda. */
export class SealingKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Seals root sessions and task tokens of the root credential purge',
      enableKeyRotation: true,
    });
  }

  /** Allows sealing secrets of this purpose, each for what it belongs to: a run, and as a root session an account. */
  grantSeal(grantee: IGrantable, purpose: Purpose): void {
    this.#grant(grantee, 'kms:GenerateDataKey', purpose);
  }

  /** Allows opening the seal of secrets of this purpose, each for what it belongs to. */
  grantUnseal(grantee: IGrantable, purpose: Purpose): void {
    this.#grant(grantee, 'kms:Decrypt', purpose);
  }

  /** The encryption context says what the secret is, and what it belongs to: all of it must be there. */
  #grant(grantee: IGrantable, action: string, purpose: Purpose): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [action],
        resources: [this.key.keyArn],
        conditions: {
          StringEquals: { 'kms:EncryptionContext:purpose': purpose },
          Null: Object.fromEntries(
            belongsTo[purpose].map((key) => [`kms:EncryptionContext:${key}`, 'false']),
          ),
        },
      }),
    );
  }
}

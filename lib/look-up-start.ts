import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { grantWithWildcard } from './explained-wildcard';
import type { LambdaFunction } from './lambda-function';

/** Lets a function ask CloudTrail's event history who started an execution. */
export function grantLookUpStart(grantee: LambdaFunction): void {
  grantWithWildcard(
    grantee,
    new PolicyStatement({ actions: ['cloudtrail:LookupEvents'], resources: ['*'] }),
    "CloudTrail knows no resources for reading the event history of the app's own account, nor does X-Ray for sending traces.",
  );
}

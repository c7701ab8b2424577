import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { explainWildcard } from './explained-wildcard';
import { bundleOf } from './lambda-bundles';

/** The CloudWatch namespace of everything that the functions count. */
export const metricsNamespace = 'RootCredentialPurge';

/** What tells one function of this app from the others. */
export interface LambdaFunctionProps {
  readonly environment?: Record<string, string>;
  /** @default 1 minute */
  readonly timeout?: Duration;
  /** In MiB. @default 256 */
  readonly memorySize?: number;
}

/**
 * A Lambda of this app: `DeleteAccessKeys` is `lambdas/delete-access-keys.ts`. Its role may write its own log and
 * its traces, nothing else; every further permission is granted where the function is created.
 */
export class LambdaFunction extends Lambda {
  constructor(scope: Construct, id: string, props: LambdaFunctionProps = {}) {
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    explainWildcard(role, '*', 'X-Ray knows no resources: a function may send the traces of itself.');
    super(scope, id, {
      code: Code.fromAsset(bundleOf(kebabCase(id))),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 256,
      timeout: props.timeout ?? Duration.minutes(1),
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: id,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
        ...props.environment,
      },
    });
    Validations.of(this).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason:
        'Whoever invokes it sees it fail: Step Functions and API Gateway at once; for EventBridge Lambda tries twice more, and the alarm on failing functions tells people. What it should have done is then done by a new execution, which is safe to start at any time.',
    });
  }
}

function kebabCase(id: string): string {
  return id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

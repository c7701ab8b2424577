import { Duration } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ApprovalApi } from './approval-api';
import type { Config } from './config';
import { LambdaFunction } from './lambda-function';
import type { PurgeWorkflow } from './purge-workflow/purge-workflow';
import type { RunStore } from './run-store';
import type { SealingKey } from './sealing-key';

/** The provider that approvers sign in with, and what has to know of it. */
export interface SignInProps {
  readonly signIn: NonNullable<Config['signIn']>;
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
  readonly approvalApi: ApprovalApi;
  /** Whose requests say that people sign in, and whose end makes sure that they did. */
  readonly workflow: PurgeWorkflow;
}

/**
 * The way to the provider and back. Its function alone begins sessions and knows the client's secret, and can read of a
 * run whom a link is for, and nothing of plan or report; the page opens sessions, and cannot make one.
 */
export class SignIn extends Construct {
  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    const { signIn, runStore, sealingKey, workflow } = props;
    const { api, page, url } = props.approvalApi;
    const { issuer, clientId, clientSecretArn, approvers = {} } = signIn;
    const flow = new LambdaFunction(this, 'SignIn', {
      // Three answers of the provider, each within five seconds, and a cold start.
      timeout: Duration.seconds(29),
      memorySize: 1024,
      environment: {
        RUN_BUCKET: runStore.bucket.bucketName,
        SEALING_KEY_ARN: sealingKey.key.keyArn,
        APPROVAL_URL: url,
        SIGN_IN_ISSUER: issuer,
        SIGN_IN_CLIENT_ID: clientId,
        ...(clientSecretArn && { SIGN_IN_SECRET_ARN: clientSecretArn }),
      },
    });
    runStore.grantRead(flow, 'approval.json', 'sessions/*');
    runStore.grantSeeMissing(flow);
    runStore.grantWrite(flow, 'sessions/*');
    for (const purpose of ['sign-in', 'session'] as const) {
      sealingKey.grantSeal(flow, purpose);
      sealingKey.grantUnseal(flow, purpose);
    }
    if (clientSecretArn)
      flow.addToRolePolicy(
        new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [clientSecretArn] }),
      );

    page.addEnvironment('SEALING_KEY_ARN', sealingKey.key.keyArn);
    page.addEnvironment('SIGN_IN_ISSUER', issuer);
    page.addEnvironment('SIGN_IN_APPROVERS', JSON.stringify(approvers));
    sealingKey.grantUnseal(page, 'session');
    runStore.grantRead(page, 'sessions/*');
    runStore.grantBindApprovers(page);

    const { RequestApproval, CloseApproval } = workflow.runStages;
    for (const stage of [RequestApproval, CloseApproval]) stage.addEnvironment('SIGN_IN_ISSUER', issuer);
    runStore.grantRead(CloseApproval, 'approval.json');

    const integration = new HttpLambdaIntegration('Integration', flow);
    const routes = {
      '/signed-in': HttpMethod.GET,
      '/runs/{run}/{secret}/sign-in': HttpMethod.GET,
      '/runs/{run}/{secret}/sign-out': HttpMethod.POST,
    };
    for (const [path, method] of Object.entries(routes))
      api.addRoutes({ path, methods: [method], integration });
  }
}

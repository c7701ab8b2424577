import { CfnOutput } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { iamDecisionPath } from '../lambdas/approval/iam-answer';
import type { ApprovalApi } from './approval-api';
import { LambdaFunction } from './lambda-function';
import type { PurgeWorkflow } from './purge-workflow/purge-workflow';
import type { RunStore } from './run-store';

/** Where signed decisions arrive and are stored, and whose requests say that they are taken. */
export interface IamApprovalsProps {
  readonly runStore: RunStore;
  readonly approvalApi: ApprovalApi;
  readonly workflow: PurgeWorkflow;
}

/**
 * Decisions of those whom a policy of IAM lets send them, signed: one route of the approval page's API asks IAM, and
 * leads to a function of its own, so that nothing that comes by the open route reaches what believes the signer.
 */
export class IamApprovals extends Construct {
  readonly decision: LambdaFunction;

  constructor(scope: Construct, id: string, { runStore, approvalApi, workflow }: IamApprovalsProps) {
    super(scope, id);
    this.decision = new LambdaFunction(this, 'IamDecision', {
      memorySize: 1024,
      environment: runStore.environment,
    });
    runStore.grantRead(this.decision, 'plan.json', 'approval.json', 'decision.json');
    runStore.grantSeeMissing(this.decision);
    runStore.grantWrite(this.decision, 'decision.json');
    approvalApi.api.addRoutes({
      path: iamDecisionPath,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Integration', this.decision),
      authorizer: new HttpIamAuthorizer(),
    });

    const { RequestApproval, CloseApproval } = workflow.runStages;
    for (const stage of [RequestApproval, CloseApproval]) stage.addEnvironment('IAM_APPROVALS', 'true');
    runStore.grantRead(CloseApproval, 'approval.json');
    const output = new CfnOutput(this, 'Url', {
      value: `${approvalApi.url}${iamDecisionPath}`,
      description: 'Where root-purge approve and refuse send decisions: docs/approving.md',
    });
    output.overrideLogicalId('IamDecisionUrl');
  }
}

import { describe, expect, it } from 'vitest';
import { permissions } from './support/permissions';
import { synthesize } from './support/synthesized';

const { template } = synthesize({ iamApprovals: true });
const runs = '{RunStoreBucket.Arn}/runs/*';
const withoutLogs = (grants: string[] = []) => grants.filter((grant) => !/^(logs|xray):/.test(grant));

describe('IamApprovals', () => {
  it('is one route that asks IAM, beside the one that everybody may use', () => {
    const routes = Object.values(template.resources('AWS::ApiGatewayV2::Route'));
    expect(routes.map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType])).toEqual([
      ['ANY /{proxy+}', 'NONE'],
      ['POST /iam/decision', 'AWS_IAM'],
    ]);
  });

  it('leads to a function of its own, which that route alone may invoke', () => {
    const { ApprovalApiPOSTiamdecisionIntegration: integration } = template.resources(
      'AWS::ApiGatewayV2::Integration',
    );
    expect(integration?.Properties.IntegrationUri).toBe('{IamApprovalsIamDecision.Arn}');
    const invoking = Object.values(template.resources('AWS::Lambda::Permission'))
      .map(({ Properties }) => Properties)
      .filter(({ FunctionName }) => FunctionName === '{IamApprovalsIamDecision.Arn}');
    expect(invoking.map(({ Principal, SourceArn }) => [Principal, SourceArn])).toEqual([
      [
        'apigateway.amazonaws.com',
        'arn:{AWS::Partition}:execute-api:{AWS::Region}:{AWS::AccountId}:{ApprovalApi}/*/*/iam/decision',
      ],
    ]);
  });

  const granted = permissions(template);

  it('lets that function do what the page may, and not read reports', () => {
    expect(withoutLogs(granted.IamApprovalsIamDecisionRole)).toEqual([
      `s3:GetObject on ${runs}/plan.json`,
      `s3:GetObject on ${runs}/approval.json`,
      `s3:GetObject on ${runs}/decision.json`,
      's3:ListBucket on {RunStoreBucket.Arn}',
      `s3:PutObject on ${runs}/decision.json`,
      'lambda:InvokeFunction on {DecisionDeliveryDeliverDecision.Arn}',
    ]);
  });

  it('lets CloseApproval look for itself whether the run takes such decisions', () => {
    expect(granted.PurgeWorkflowCloseApprovalRole).toContain(`s3:GetObject on ${runs}/approval.json`);
    expect(permissions(synthesize().template).PurgeWorkflowCloseApprovalRole).not.toContain(
      `s3:GetObject on ${runs}/approval.json`,
    );
  });

  it('says where decisions are sent', () => {
    expect(template.outputs()).toMatchObject({ IamDecisionUrl: '{ApprovalApi.ApiEndpoint}/iam/decision' });
  });
});

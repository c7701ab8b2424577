import { describe, expect, it } from 'vitest';
import { ApprovalApi } from '../../lib/approval-api';
import { RunStore } from '../../lib/run-store';
import { synthesizeAlone } from './support/synthesized';

const template = synthesizeAlone((stack) => {
  const runStore = new RunStore(stack, 'RunStore');
  new ApprovalApi(stack, 'ApprovalApi', { runStore });
});

describe('ApprovalApi', () => {
  it('is an HTTP API with one route, to one function', () => {
    expect(template.properties('AWS::ApiGatewayV2::Api')).toEqual({ Name: 'Api', ProtocolType: 'HTTP' });
    expect(template.properties('AWS::ApiGatewayV2::Route')).toEqual({
      ApiId: '{ApprovalApi}',
      RouteKey: 'ANY /{proxy+}',
      // Whoever has the link may open it; the secret in it is what counts.
      AuthorizationType: 'NONE',
      Target: 'integrations/{ApprovalApiANYproxyIntegration}',
    });
    expect(template.properties('AWS::ApiGatewayV2::Integration')).toEqual({
      ApiId: '{ApprovalApi}',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: '{ApprovalApi.Arn}',
      PayloadFormatVersion: '2.0',
    });
  });

  it('lets this API invoke the function, and nobody else', () => {
    expect(template.properties('AWS::Lambda::Permission')).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: '{ApprovalApi.Arn}',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: 'arn:{AWS::Partition}:execute-api:{AWS::Region}:{AWS::AccountId}:{ApprovalApi}/*/*/{proxy+}',
    });
  });

  const stage = template.properties<{ AccessLogSettings: { Format: string } }>('AWS::ApiGatewayV2::Stage');

  it('slows down whoever tries secrets', () => {
    const { AccessLogSettings, ...others } = stage;
    expect(others).toEqual({
      ApiId: '{ApprovalApi}',
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
  });

  it('logs who came when, but neither path nor query: a path holds the secret of a link', () => {
    expect(JSON.parse(stage.AccessLogSettings.Format)).toEqual({
      requestId: '$context.requestId',
      time: '$context.requestTime',
      ip: '$context.identity.sourceIp',
      method: '$context.httpMethod',
      status: '$context.status',
      latency: '$context.responseLatency',
    });
    expect(template.resources('AWS::Logs::LogGroup')).toMatchObject({
      ApprovalApiAccessLog: { Properties: { RetentionInDays: 365 } },
    });
    expect(stage.AccessLogSettings).toMatchObject({ DestinationArn: '{ApprovalApiAccessLog.Arn}' });
  });
});

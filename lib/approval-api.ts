import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApprovalDomain } from './approval-domain';
import type { Config } from './config';
import { LambdaFunction } from './lambda-function';
import type { RunStore } from './run-store';
import { vendedLogGroup } from './vended-log-group';

/** What the approval page reads and writes. */
export interface ApprovalApiProps {
  readonly runStore: RunStore;
  /** A name of one's own in the links. @default that of API Gateway */
  readonly domain?: Config['approvalDomain'];
}

/**
 * The approval page. The link's secret is part of the path, so the access log holds no path. Its function reads and
 * writes the run store, and can do nothing else but ask `DecisionDelivery` to tell the workflow.
 */
export class ApprovalApi extends Construct {
  readonly url: string;
  readonly page: LambdaFunction;
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { runStore, domain }: ApprovalApiProps) {
    super(scope, id);
    this.page = new LambdaFunction(this, 'ApprovalApi', {
      memorySize: 1024,
      environment: runStore.environment,
    });
    const read = ['plan.json', 'approval.json', 'decision.json', 'report.*'];
    runStore.grantRead(this.page, ...read);
    runStore.grantSeeMissing(this.page);
    runStore.grantWrite(this.page, 'decision.json');

    // Under one name alone: a link that was shortened to the other one would not be this page's.
    const own = domain && { disableExecuteApiEndpoint: true };
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, ...own });
    this.api.addRoutes({
      path: '/{proxy+}',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Integration', this.page),
    });
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        "The 256-bit secret in an approver's link is the authorization: approvers need a mailbox, not an AWS identity. The function compares its hash, and without a match every address answers alike.",
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      logGroupName: vendedLogGroup(this, 'apigateway'),
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      domainMapping: domain && new ApprovalDomain(this, 'Domain', domain),
      throttle: { rateLimit: 20, burstLimit: 40 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            time: '$context.requestTime',
            ip: '$context.identity.sourceIp',
            method: '$context.httpMethod',
            status: '$context.status',
            latency: '$context.responseLatency',
          }),
        ),
      },
    });
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint;
  }
}

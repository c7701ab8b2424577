import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { LambdaFunction } from './lambda-function';
import type { RunStore } from './run-store';
import type { SealingKey } from './sealing-key';

export interface ApprovalApiProps {
  readonly runStore: RunStore;
  readonly sealingKey: SealingKey;
}

/** The approval page. The link's secret is part of the path, so the access log holds no path. */
export class ApprovalApi extends Construct {
  readonly url: string;
  readonly #function: LambdaFunction;

  constructor(scope: Construct, id: string, { runStore, sealingKey }: ApprovalApiProps) {
    super(scope, id);
    this.#function = new LambdaFunction(this, 'ApprovalApi', {
      memorySize: 512,
      environment: { RUN_BUCKET: runStore.bucket.bucketName, SEALING_KEY_ARN: sealingKey.key.keyArn },
    });
    const read = ['plan.json', 'approval.json', 'decision.json', 'report.*'];
    runStore.grantRead(this.#function, ...read);
    runStore.grantSeeMissing(this.#function);
    runStore.grantWrite(this.#function, 'decision.json');
    sealingKey.grantUnseal(this.#function, 'task-token');

    const api = new HttpApi(this, 'Api', { createDefaultStage: false });
    api.addRoutes({
      path: '/{proxy+}',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Integration', this.#function),
    });
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        "The 256-bit secret in an approver's link is the authorization: approvers need a mailbox, not an AWS identity. The function compares its hash, and without a match every address answers alike.",
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
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
    this.url = api.apiEndpoint;
  }

  /** Lets a decision end the wait of this state machine, and of no other. */
  deliversDecisionsTo(stateMachine: IStateMachine): void {
    this.#function.addToRolePolicy(
      new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [stateMachine.stateMachineArn] }),
    );
  }
}

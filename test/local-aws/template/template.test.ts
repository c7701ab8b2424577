// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import { join } from 'node:path';
import {
  App,
  aws_apigatewayv2,
  aws_apigatewayv2_authorizers,
  aws_apigatewayv2_integrations,
  aws_events,
  aws_events_targets,
  aws_kms,
  aws_lambda,
  aws_s3,
  aws_sns,
  aws_stepfunctions,
  Duration,
  Stack,
} from 'aws-cdk-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTemplate, type Template } from '../../../local-aws/template/template';
import { temporaryFolder } from '../support/temporary-folder';

/** A small app of the kinds of resource the runtime reads. */
function synthesize(path = '/{proxy+}', authorizer?: aws_apigatewayv2.IHttpRouteAuthorizer): string {
  const code = temporaryFolder({ 'index.mjs': 'export const handler = async () => ({});' });
  const asl = temporaryFolder({
    'asl.json': '{"StartAt":"Work","States":{"Work":{"Resource":"${WorkArn}"}}}',
  });
  const stack = new Stack(new App({ outdir: temporaryFolder() }), 'Purge');
  const bucket = new aws_s3.Bucket(stack, 'RunStore');
  if (bucket.node.defaultChild instanceof aws_s3.CfnBucket)
    bucket.node.defaultChild.notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  const key = new aws_kms.Key(stack, 'SealingKey');
  const topic = new aws_sns.Topic(stack, 'Approvers');
  new aws_sns.Subscription(stack, 'First', {
    topic,
    protocol: aws_sns.SubscriptionProtocol.EMAIL,
    endpoint: 'first@example.com',
  });
  const api = new aws_apigatewayv2.HttpApi(stack, 'ApprovalApi');
  const work = new aws_lambda.Function(stack, 'Work', {
    code: aws_lambda.Code.fromAsset(code),
    handler: 'index.handler',
    runtime: aws_lambda.Runtime.NODEJS_24_X,
    timeout: Duration.seconds(30),
    memorySize: 256,
    environment: { BUCKET: bucket.bucketName, KEY: key.keyArn, TOPIC: topic.topicArn, API: api.apiEndpoint },
  });
  api.addRoutes({
    path,
    authorizer,
    integration: new aws_apigatewayv2_integrations.HttpLambdaIntegration('Page', work),
  });
  new aws_events.Rule(stack, 'Decided', {
    eventPattern: { source: ['aws.s3'], detail: { bucket: { name: [bucket.bucketName] } } },
    targets: [
      new aws_events_targets.LambdaFunction(work, {
        event: aws_events.RuleTargetInput.fromObject({
          key: aws_events.EventField.fromPath('$.detail.object.key'),
        }),
      }),
    ],
  });
  new aws_events.Rule(stack, 'Nightly', { schedule: aws_events.Schedule.rate(Duration.days(1)) });
  new aws_events.Rule(stack, 'Off', { eventPattern: { source: ['aws.s3'] }, enabled: false });
  new aws_stepfunctions.StateMachine(stack, 'Workflow', {
    definitionBody: aws_stepfunctions.DefinitionBody.fromFile(join(asl, 'asl.json')),
    definitionSubstitutions: { WorkArn: work.functionArn },
  });
  return App.of(stack)?.synth().directory ?? '';
}

describe('readTemplate', () => {
  let folder: string;
  let template: Template;
  const idOf = (list: { logicalId: string }[]) => list[0]?.logicalId ?? '';

  beforeAll(() => {
    folder = synthesize();
    template = readTemplate(folder);
  });

  it('reads functions with their code, limits and resolved environment', () => {
    const logicalId = idOf(template.functions());
    const [api] = template.httpApis();
    expect(template.functions()).toEqual([
      {
        logicalId: expect.stringMatching(/^Work/),
        name: logicalId,
        arn: `arn:aws:lambda:eu-west-1:111111111111:function:${logicalId}`,
        codePath: expect.stringMatching(new RegExp(`^${folder}/asset\\.`)),
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        timeoutSeconds: 30,
        memorySize: 256,
        environment: {
          BUCKET: template.buckets()[0]?.name,
          KEY: template.keys()[0]?.arn,
          TOPIC: template.topics()[0]?.arn,
          API: `https://${api?.apiId}.execute-api.eu-west-1.amazonaws.com`,
        },
        roleArn: expect.stringMatching(/^arn:aws:iam::111111111111:role\/WorkServiceRole/),
      },
    ]);
  });

  it('asks the caller for attributes first', () => {
    const attribute = (type: string, _: string, name: string) =>
      type === 'AWS::ApiGatewayV2::Api' && name === 'ApiEndpoint' ? 'http://127.0.0.1:3000' : undefined;
    const [work] = readTemplate(folder, { attribute }).functions();
    expect(work?.environment.API).toBe('http://127.0.0.1:3000');
  });

  it('reads state machines with their substitutions made', () => {
    const logicalId = idOf(template.stateMachines());
    expect(template.stateMachines()).toEqual([
      {
        logicalId: expect.stringMatching(/^Workflow/),
        name: logicalId,
        arn: `arn:aws:states:eu-west-1:111111111111:stateMachine:${logicalId}`,
        roleArn: expect.stringMatching(/^arn:aws:iam::111111111111:role\/WorkflowRole/),
        definition: { StartAt: 'Work', States: { Work: { Resource: template.functions()[0]?.arn } } },
      },
    ]);
  });

  const [everything, decision] = ['ANY /{proxy+}', 'ANY /decision'];
  const apiWith = (routes: object[]) => ({
    logicalId: expect.stringMatching(/^ApprovalApi/),
    apiId: expect.stringMatching(/^[0-9a-f]{10}$/),
    routes: routes.map((route) => ({ functionArn: template.functions()[0]?.arn, ...route })),
  });

  it('reads an HTTP API and the function behind it', () => {
    expect(template.httpApis()).toEqual([apiWith([{ key: everything, authorization: 'NONE' }])]);
  });

  it('reads a route that asks IAM who may come', () => {
    const authorizer = new aws_apigatewayv2_authorizers.HttpIamAuthorizer();
    expect(readTemplate(synthesize('/decision', authorizer)).httpApis()).toEqual([
      apiWith([{ key: decision, authorization: 'AWS_IAM' }]),
    ]);
  });

  it('refuses a route that asks another authorizer', () => {
    const authorizer = new aws_apigatewayv2_authorizers.HttpJwtAuthorizer('Jwt', 'https://idp.example', {
      jwtAudience: ['app'],
    });
    expect(() => readTemplate(synthesize('/decision', authorizer)).httpApis()).toThrow(
      /AWS::ApiGatewayV2::Authorizer/,
    );
  });

  it('refuses another route of an HTTP API by name', () => {
    expect(() => readTemplate(synthesize('/runs/{run}')).httpApis()).toThrow(
      /^ApprovalApi\w+: the route ANY \/runs\/\{run\} is not supported, only ANY \/\{proxy\+\} and paths without variables$/,
    );
  });

  it('reads topics with their subscriptions', () => {
    const name = idOf(template.topics());
    expect(template.topics()).toEqual([
      {
        logicalId: name,
        name,
        arn: `arn:aws:sns:eu-west-1:111111111111:${name}`,
        subscriptions: [{ protocol: 'email', endpoint: 'first@example.com' }],
      },
    ]);
  });

  it('names buckets as S3 allows and keys by UUID', () => {
    expect(template.buckets()).toEqual([
      {
        logicalId: expect.stringMatching(/^RunStore/),
        name: idOf(template.buckets()).toLowerCase(),
        sendsEvents: true,
      },
    ]);
    const keyId = template.keys()[0]?.keyId;
    expect(keyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(template.keys()[0]?.arn).toBe(`arn:aws:kms:eu-west-1:111111111111:key/${keyId}`);
  });

  it('gives the rules that an event can start, with what their targets get', () => {
    const [rule] = template.eventRules();
    expect(template.eventRules()).toEqual([
      {
        name: rule?.name,
        arn: `arn:aws:events:eu-west-1:111111111111:rule/${rule?.name}`,
        eventBus: 'arn:aws:events:eu-west-1:111111111111:event-bus/default',
        pattern: { source: ['aws.s3'], detail: { bucket: { name: [template.buckets()[0]?.name] } } },
        targets: [
          {
            id: 'Target0',
            arn: template.functions()[0]?.arn,
            inputTransformer: {
              inputPathsMap: { 'detail-object-key': '$.detail.object.key' },
              inputTemplate: '{"key":<detail-object-key>}',
            },
          },
        ],
      },
    ]);
  });
});

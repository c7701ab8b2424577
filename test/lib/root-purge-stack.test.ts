import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it, vi } from 'vitest';
import { synthesize } from './support/synthesized';

vi.mock('../../lib/lambda-bundles', () => import('./support/no-bundles'));

const { stack, template } = synthesize();

describe('RootPurgeStack', () => {
  it('has these resources and no others', () => {
    const types = template.all().map(([, { Type }]) => Type);
    const counts = [...new Set(types)].map((type) => [type, types.filter((each) => each === type).length]);
    expect(Object.fromEntries(counts)).toEqual({
      'AWS::ApiGatewayV2::Api': 1,
      'AWS::ApiGatewayV2::Integration': 1,
      'AWS::ApiGatewayV2::Route': 1,
      'AWS::ApiGatewayV2::Stage': 1,
      // A policy for each role, and one more about the state machine's own executions.
      'AWS::Events::Rule': 1,
      'AWS::IAM::Policy': 18,
      'AWS::IAM::Role': 17,
      'AWS::KMS::Key': 2,
      'AWS::Lambda::Function': 16,
      'AWS::Lambda::Permission': 2,
      // Of each function, of the state machine, and of the approval page's visitors.
      'AWS::Logs::LogGroup': 18,
      'AWS::S3::Bucket': 1,
      'AWS::S3::BucketPolicy': 1,
      'AWS::SNS::Subscription': 2,
      'AWS::SNS::Topic': 1,
      'AWS::SNS::TopicPolicy': 1,
      'AWS::StepFunctions::StateMachine': 1,
    });
  });

  it('says what to start and where the reports are', () => {
    expect(template.outputs()).toEqual({
      StateMachineArn: '{PurgeWorkflowStateMachine}',
      RunBucketName: '{RunStoreBucket}',
    });
  });

  it('keeps what holds evidence, or is needed to read it, when it is deleted', () => {
    const kept = template.all().filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
    expect(kept.map(([name]) => name)).toEqual([
      'RunStoreBucket',
      'SealingKey',
      'PurgeWorkflowExecutionDataKey',
    ]);
  });

  it('keeps every log for a year', () => {
    const logs = Object.values(template.resources('AWS::Logs::LogGroup'));
    expect(new Set(logs.map(({ Properties }) => JSON.stringify(Properties)))).toEqual(
      new Set(['{"RetentionInDays":365}']),
    );
  });

  it('warns as long as the approvers are the example', () => {
    const warning = Match.stringLikeRegexp('The approvers in cdk.json are still an example');
    Annotations.fromStack(stack).hasWarning('*', warning);
  });
});

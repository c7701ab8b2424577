import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { synthesize } from './support/synthesized';

const { stack, template } = synthesize();

describe('RootPurgeStack', () => {
  it('has these resources and no others', () => {
    const types = template.all().map(([, { Type }]) => Type);
    const counts = [...new Set(types)].map((type) => [type, types.filter((each) => each === type).length]);
    expect(Object.fromEntries(counts)).toEqual({
      'AWS::CloudWatch::Alarm': 17,
      'AWS::CloudWatch::Dashboard': 1,
      // A stored decision, and root sessions of others.
      'AWS::Events::Rule': 2,
      'AWS::ApiGatewayV2::Api': 1,
      'AWS::ApiGatewayV2::Integration': 1,
      'AWS::ApiGatewayV2::Route': 1,
      'AWS::ApiGatewayV2::Stage': 1,
      // A policy for each role, and one more for each state machine, about executions.
      'AWS::IAM::Policy': 33,
      'AWS::IAM::Role': 31,
      'AWS::KMS::Key': 2,
      'AWS::Lambda::Function': 29,
      // For API Gateway, and for the rule about decisions.
      'AWS::Lambda::Permission': 2,
      // Of each function, of each state machine, and of the approval page's visitors.
      'AWS::Logs::LogGroup': 32,
      'AWS::S3::Bucket': 1,
      'AWS::S3::BucketPolicy': 1,
      // Of each approver, for requests and for alarms.
      'AWS::SNS::Subscription': 4,
      'AWS::SNS::Topic': 4,
      'AWS::SNS::TopicPolicy': 4,
      'AWS::StepFunctions::StateMachine': 2,
    });
  });

  it('describes every output to whoever meets it in the console', () => {
    const outputs = Object.values(Template.fromStack(stack).findOutputs('*'));
    expect(outputs.length).toBeGreaterThan(5);
    expect(outputs.filter(({ Description }) => !Description)).toEqual([]);
  });

  it('says what to start, where the reports are, and who opens root sessions', () => {
    expect(template.outputs()).toEqual({
      Version: version,
      StateMachineArn: '{PurgeWorkflowStateMachine}',
      PrivilegedTasksArn: '{PrivilegedTasksStateMachine}',
      RunBucketName: '{RunStoreBucket}',
      AssumeRootToInspectRoleArn: '{PurgeWorkflowAssumeRootToInspectRole.Arn}',
      AssumeRootToPurgeRoleArn: '{PurgeWorkflowAssumeRootToPurgeRole.Arn}',
      AssumeRootToReadBucketPolicyRoleArn: '{PrivilegedTasksAssumeRootToReadBucketPolicyRole.Arn}',
      AssumeRootToReadQueuePolicyRoleArn: '{PrivilegedTasksAssumeRootToReadQueuePolicyRole.Arn}',
      AssumeRootToAllowPasswordRecoveryRoleArn: '{PrivilegedTasksAssumeRootToAllowPasswordRecoveryRole.Arn}',
      AssumeRootToUnlockBucketRoleArn: '{PrivilegedTasksAssumeRootToUnlockBucketRole.Arn}',
      AssumeRootToUnlockQueueRoleArn: '{PrivilegedTasksAssumeRootToUnlockQueueRole.Arn}',
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

  it.each([
    [{}, 365],
    [{ logRetentionDays: 90 }, 90],
  ])('keeps every log as configured: %j', (context, days) => {
    const logs = Object.values(synthesize(context).template.resources('AWS::Logs::LogGroup'));
    expect(new Set(logs.map(({ Properties }) => Properties.RetentionInDays))).toEqual(new Set([days]));
  });

  it('names the logs that services of AWS deliver, for which the resource policy of CloudWatch Logs may be full', () => {
    const named = Object.entries(template.resources('AWS::Logs::LogGroup')).flatMap(([id, { Properties }]) =>
      Properties.LogGroupName ? [[id, Properties.LogGroupName]] : [],
    );
    expect(Object.fromEntries(named)).toEqual({
      ApprovalApiAccessLog: '/aws/vendedlogs/apigateway/{AWS::StackName}/ApprovalApi',
      PurgeWorkflowLog: '/aws/vendedlogs/states/{AWS::StackName}/PurgeWorkflow',
      PrivilegedTasksLog: '/aws/vendedlogs/states/{AWS::StackName}/PrivilegedTasks',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { definitionText } from '../support/definition';
import { synthesize } from '../support/synthesized';

interface StateMachineProperties {
  DefinitionString: string;
  DefinitionSubstitutions: Record<string, string>;
}

const { template } = synthesize({ approvalTimeoutHours: 5, concurrency: 7 });
const { PurgeWorkflowStateMachine } = template.resources<StateMachineProperties>(
  'AWS::StepFunctions::StateMachine',
);
if (!PurgeWorkflowStateMachine) throw new Error('There is no such state machine.');
const { DefinitionString, DefinitionSubstitutions, ...properties } = PurgeWorkflowStateMachine.Properties;

/** The definition as CloudFormation hands it to Step Functions. */
const deployed = JSON.parse(
  DefinitionString.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => DefinitionSubstitutions[name] ?? ''),
);

describe('PurgeWorkflow', () => {
  it('is a Standard state machine whose execution data is encrypted, and absent from its log', () => {
    expect(properties).toEqual({
      StateMachineType: 'STANDARD',
      RoleArn: '{PurgeWorkflowRole.Arn}',
      EncryptionConfiguration: {
        Type: 'CUSTOMER_MANAGED_KMS_KEY',
        KmsKeyId: '{PurgeWorkflowExecutionDataKey.Arn}',
        KmsDataKeyReusePeriodSeconds: 300,
      },
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: '{PurgeWorkflowLog.Arn}' } }],
      },
    });
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
  it('has a key that rotates and that log delivery may use', () => {
    const allow = (Principal: unknown, Action: string) => ({
      Effect: 'Allow',
      Principal,
      Action,
      Resource: '*',
    });
    expect(template.resources('AWS::KMS::Key').PurgeWorkflowExecutionDataKey?.Properties).toEqual({
      Description: 'Encrypts the execution data of the root credential purge',
      EnableKeyRotation: true,
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          allow({ AWS: 'arn:{AWS::Partition}:iam::{AWS::AccountId}:root' }, 'kms:*'),
          allow({ Service: 'delivery.logs.amazonaws.com' }, 'kms:Decrypt*'),
        ],
      },
    });
  });

  it('deploys the definition file as it stands, still JSONata', () => {
    expect(DefinitionString).toBe(definitionText);
    expect(deployed.QueryLanguage).toBe('JSONata');
  });

  it('gives a value for each placeholder and for nothing else', () => {
    const placeholders = new Set([...definitionText.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...placeholders].sort());
  });

  it('invokes, at each state, the function of that name', () => {
    const { Partition, RunBucket, ApproverTopics, ApprovalTimeoutSeconds, Concurrency, ...functions } =
      DefinitionSubstitutions;
    expect(functions).toEqual(
      Object.fromEntries(Object.keys(functions).map((name) => [name, `{PurgeWorkflow${name}.Arn}`])),
    );
    expect({ Partition, RunBucket, ApproverTopics }).toEqual({
      Partition: '{AWS::Partition}',
      RunBucket: '{RunStoreBucket}',
      ApproverTopics: "['{ApproversTopicofaliceexamplecom}', '{ApproversTopicofbobexamplecom}']",
    });
  });

  it('waits as long, and works on as many accounts at a time, as configured', () => {
    const { InspectAccounts, PurgeAccounts, RequestApproval, RemindApprovers } = deployed.States;
    expect({
      wait: [RequestApproval.TimeoutSeconds, RemindApprovers.TimeoutSeconds],
      toldToFunction: RequestApproval.Arguments.Payload.timeoutSeconds,
      inspected: InspectAccounts.MaxConcurrency,
      purged: PurgeAccounts.MaxConcurrency,
    }).toEqual({
      wait: ['{% $floor(18000 * 0.75) %}', '{% $ceil(18000 * 0.25) %}'],
      toldToFunction: '{% 18000 %}',
      inspected: '{% 7 %}',
      purged: '{% 7 %}',
    });
  });
});

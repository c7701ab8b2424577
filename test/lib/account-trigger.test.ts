import { Topic } from 'aws-cdk-lib/aws-sns';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { AccountTrigger } from '../../lib/account-trigger';
import { synthesizeAlone } from './support/synthesized';

const managementAccountId = '111122223333';
const stateMachineArn = 'arn:aws:states:eu-west-1:444455556666:stateMachine:Purge';

const template = synthesizeAlone((scope) => {
  new AccountTrigger(scope, 'Trigger', {
    stateMachine: StateMachine.fromStateMachineArn(scope, 'StateMachine', stateMachineArn),
    alarms: Topic.fromTopicArn(scope, 'Alarms', 'arn:aws:sns:eu-west-1:444455556666:alarms'),
    managementAccountId,
    eventsHere: false,
    eventsForwarded: true,
  });
});

describe('AccountTrigger', () => {
  it('is started by an account that was created or has joined, and by nothing of another account', () => {
    const state = (status: string) => ({ serviceEventDetails: { [status]: { state: ['SUCCEEDED'] } } });
    expect(template.properties('AWS::Events::Rule')).toMatchObject({
      EventBusName: '{TriggerBus}',
      EventPattern: {
        account: [managementAccountId],
        source: ['aws.organizations', 'aws.controltower'],
        detail: {
          $or: [
            { eventName: ['CreateAccountResult'], ...state('createAccountStatus') },
            { eventName: ['AccountJoinedOrganization'] },
            {
              eventName: ['AcceptHandshake'],
              responseElements: { handshake: { action: ['INVITE'], state: ['ACCEPTED'] } },
            },
            { eventName: ['CreateManagedAccount'], ...state('createManagedAccountStatus') },
          ],
        },
      },
    });
  });

  it('takes forwarded events from the management account alone', () => {
    expect(template.properties('AWS::Events::EventBusPolicy')).toMatchObject({
      EventBusName: '{TriggerBus}',
      Statement: {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Principal: { AWS: `arn:{AWS::Partition}:iam::${managementAccountId}:root` },
        Resource: '{TriggerBus.Arn}',
      },
    });
  });

  it('tells the function what to start and whom to tell', () => {
    expect(template.properties('AWS::Lambda::Function')).toMatchObject({
      Environment: {
        Variables: {
          STATE_MACHINE_ARN: stateMachineArn,
          ALARMS_TOPIC_ARN: 'arn:aws:sns:eu-west-1:444455556666:alarms',
          MANAGEMENT_ACCOUNT_ID: managementAccountId,
        },
      },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { tasksDefinitionText } from '../support/definition';
import { synthesize } from '../support/synthesized';

interface StateMachineProperties {
  DefinitionString: string;
  DefinitionSubstitutions: Record<string, string>;
}

const { template } = synthesize({ approvalTimeoutHours: 5, concurrency: 7 });
const machines = template.resources<StateMachineProperties>('AWS::StepFunctions::StateMachine');
const { PrivilegedTasksStateMachine: tasks, PurgeWorkflowStateMachine: purge } = machines;
if (!tasks || !purge) throw new Error('There are no such state machines.');
const { DefinitionString, DefinitionSubstitutions, ...properties } = tasks.Properties;

describe('PrivilegedTasks', () => {
  it('is a state machine like that of the purge, its execution data under the same key', () => {
    const { DefinitionString: text, DefinitionSubstitutions: values, ...ofPurge } = purge.Properties;
    expect(properties).toEqual({
      ...ofPurge,
      RoleArn: '{PrivilegedTasksRole.Arn}',
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: '{PrivilegedTasksLog.Arn}' } }],
      },
    });
  });

  // Otherwise CreateStateMachine says that the role "is not authorized to create managed-rule".
  it('is created after what allows the rule by which it waits for another execution', () => {
    const policies = Object.entries(template.resources('AWS::IAM::Policy'));
    const withRule = policies.filter(([, policy]) => JSON.stringify(policy).includes('events:PutRule'));
    expect(withRule.map(([name]) => name)).toEqual(['PrivilegedTasksRoleDefaultPolicy']);
    expect(tasks.DependsOn).toContain('PrivilegedTasksRoleDefaultPolicy');
  });

  it('deploys the definition file as it stands', () => {
    expect(DefinitionString).toBe(tasksDefinitionText);
  });

  it('gives a value for each placeholder and for nothing else, the purge’s functions among them', () => {
    const placeholders = new Set([...tasksDefinitionText.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect(Object.keys(DefinitionSubstitutions).sort()).toEqual([...placeholders].sort());
    const { PurgeStateMachine, ApprovalTimeoutSeconds, Concurrency, RequestApproval, PlanTask } =
      DefinitionSubstitutions;
    expect({ PurgeStateMachine, ApprovalTimeoutSeconds, Concurrency, RequestApproval, PlanTask }).toEqual({
      PurgeStateMachine: '{PurgeWorkflowStateMachine}',
      ApprovalTimeoutSeconds: '18000',
      Concurrency: '7',
      RequestApproval: '{PurgeWorkflowRequestApproval.Arn}',
      PlanTask: '{PrivilegedTasksPlanTask.Arn}',
    });
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import {
  allStates,
  childrenOf,
  definition,
  happyPath,
  tasksDefinition,
  tasksDefinitionText,
  tasksOf,
} from '../support/definition';
import { kebabCase, lambdaFiles } from '../support/lambda-files';

const states = allStates(tasksDefinition);
const evaluate = (expression: unknown, variables: object, states: object = {}) =>
  jsonata(String(expression).slice(2, -2)).evaluate({}, { ...variables, states });

describe('the states of a privileged task', () => {
  it('tell the story by their names', () => {
    expect(states.map(([name]) => name)).toEqual([
      'ResolveTask',
      'AnnounceTask',
      'ReadTargets',
      'WhatToRead',
      'AssumeRootToInspect',
      'InspectCredentials',
      'AssumeRootToReadBucketPolicy',
      'ReadBucketPolicy',
      'AssumeRootToReadQueuePolicy',
      'ReadQueuePolicy',
      'TargetNotRead',
      'PlanTask',
      'IsThereAnythingToApprove',
      'AnnounceApproval',
      'RequestApproval',
      'RemindApprovers',
      'WaitWithoutReminder',
      'CloseApproval',
      'AnnounceDecision',
      'WasItApproved',
      'PerformTask',
      'WhatToDo',
      'AssumeRootToAllowPasswordRecovery',
      'AllowPasswordRecovery',
      'AssumeRootToUnlockBucket',
      'DeleteBucketPolicy',
      'AssumeRootToUnlockQueue',
      'DeleteQueuePolicy',
      'TargetNotTouched',
      'ResultNotKnown',
      'ReportTask',
      'NotifyApprovers',
      'NotifyApprover',
      'ApproverNotNotified',
      'AnnounceOutcome',
      'IsThereAnythingToReseal',
      'WaitToReseal',
      'Reseal',
      'AllTargetsDone',
      'Done',
      'SomeTargetsNotDone',
    ]);
  });

  it.each(['RequestApproval', 'RemindApprovers', 'WaitWithoutReminder', 'CloseApproval'])(
    'have %s like the purge, but for the name of the run and what follows',
    (name) => {
      const likePurge = (text: string) =>
        text
          .replaceAll('{% $run %}', '{% $states.context.Execution.Name %}')
          .replaceAll('WasItApproved', 'AnnounceDecision')
          .replaceAll('ReportTask', 'WriteReport');
      const { Comment, ...ofTask } = tasksDefinition.States[name] ?? {};
      const { Comment: other, ...ofPurge } = definition.States[name] ?? {};
      expect(JSON.parse(likePurge(JSON.stringify(ofTask)))).toEqual(ofPurge);
    },
  );
});

describe('the Lambdas of a privileged task', () => {
  const functions = (text: string) =>
    [...text.matchAll(/"FunctionName": "\$\{(\w+)\}"/g)].map(([, name = '']) => kebabCase(name));

  it('are one file each; with those of the purge, the page, its delivery and the trigger they are all', () => {
    const named = new Set([
      ...functions(tasksDefinitionText),
      ...allStates(definition).flatMap(([, { Arguments }]) =>
        functions(`"FunctionName": "${Arguments?.FunctionName}"`),
      ),
      'approval-api',
      'deliver-decision',
      'iam-decision',
      'sign-in',
      'start-for-account',
    ]);
    expect([...named].sort()).toEqual(lambdaFiles());
  });

  it('do all the work, but for the purge that follows, the email to everyone and the events for whoever listens', () => {
    const { others } = tasksOf(tasksDefinition);
    const announces = ([, { Resource }]: (typeof others)[number]) =>
      Resource === 'arn:${Partition}:states:::events:putEvents';
    expect(others.filter(announces).every(([name]) => name.startsWith('Announce'))).toBe(true);
    expect(others.filter((task) => !announces(task)).map(([name, { Resource }]) => [name, Resource])).toEqual(
      [
        ['NotifyApprover', 'arn:${Partition}:states:::sns:publish'],
        ['Reseal', 'arn:${Partition}:states:::states:startExecution.sync:2'],
      ],
    );
  });
});

describe('the maps', () => {
  it.each(['ReadTargets', 'PerformTask'])(
    '%s runs in this very execution, which has its variables',
    (map) => {
      expect(tasksDefinition.States[map]?.ItemProcessor?.ProcessorConfig).toEqual({ Mode: 'INLINE' });
    },
  );

  it.each([
    ['ReadTargets', 'allow-password-recovery', ['AssumeRootToInspect', 'InspectCredentials']],
    ['ReadTargets', 'delete-bucket-policy', ['AssumeRootToReadBucketPolicy', 'ReadBucketPolicy']],
    ['ReadTargets', 'delete-queue-policy', ['AssumeRootToReadQueuePolicy', 'ReadQueuePolicy']],
    [
      'PerformTask',
      'allow-password-recovery',
      ['AssumeRootToAllowPasswordRecovery', 'AllowPasswordRecovery'],
    ],
    ['PerformTask', 'delete-bucket-policy', ['AssumeRootToUnlockBucket', 'DeleteBucketPolicy']],
    ['PerformTask', 'delete-queue-policy', ['AssumeRootToUnlockQueue', 'DeleteQueuePolicy']],
  ])('%s goes for %s through %j', async (map, task, path) => {
    const { StartAt, States } = childrenOf(map, tasksDefinition);
    const { Choices = [], Default = '' } = States[StartAt] ?? {};
    const holds = await Promise.all(Choices.map(({ Condition }) => evaluate(Condition, { task })));
    const first = Choices.find((_, index) => holds[index])?.Next ?? Default;
    expect(happyPath({ StartAt: first, States })).toEqual(path);
  });

  it('let no root session out, not even sealed, and no long cause', () => {
    for (const map of ['ReadTargets', 'PerformTask'])
      for (const [, { Next, Type, Output, Catch = [] }] of Object.entries(
        childrenOf(map, tasksDefinition).States,
      )) {
        if (Type === 'Task' && Next === undefined) expect(JSON.stringify(Output)).not.toContain('sealed');
        for (const { Output } of Catch) {
          expect(JSON.stringify(Output)).not.toContain('sealed');
          // 50 targets share what a state may pass on, 256 KiB.
          expect(JSON.stringify(Output)).toContain('$substring($states.errorOutput.Cause, 0, 3000)');
        }
      }
  });
});

describe('what is sealed again', () => {
  const { PerformTask, IsThereAnythingToReseal, Reseal } = tasksDefinition.States;
  const { Assign } = JSON.parse(JSON.stringify(PerformTask));
  const caught = JSON.parse(JSON.stringify(PerformTask?.Catch?.[0])).Assign;
  const results = ['done', 'already-so', 'failed', 'unknown'].map((result) => ({
    accountId: result,
    result,
  }));
  const states = {
    result: results,
    input: { targets: results },
    context: { State: { EnteredTime: '2026-11-23T14:05:00.000Z' } },
  };

  it('is wherever password recovery is, or may be, allowed now', async () => {
    const toReseal = await evaluate(Assign.toReseal, { resealAfterSeconds: 7200 }, states);
    expect([...toReseal]).toEqual(['done', 'already-so', 'unknown']);
    expect(await evaluate(Assign.resealAt, { resealAfterSeconds: 7200 }, states)).toBe(
      '2026-11-23T16:05:00.000Z',
    );
  });

  it('is everything where nobody knows how far the map came', async () => {
    const toReseal = await evaluate(caught.toReseal, { resealAfterSeconds: 60 }, states);
    expect([...toReseal]).toEqual(results.map(({ accountId }) => accountId));
    expect(caught.resealAt).toBe(Assign.resealAt);
  });

  it.each([Assign.toReseal, caught.toReseal])('is nothing where nobody asked for it', async (expression) => {
    expect([...(await evaluate(expression, { resealAfterSeconds: null }, states))]).toEqual([]);
  });

  it.each([
    [{ reseal: null, toReseal: ['222222222222'] }, 'WaitToReseal'],
    [{ reseal: null, toReseal: [] }, 'AllTargetsDone'],
    [{ reseal: { run: 'reseal-1' }, toReseal: ['222222222222'] }, 'AllTargetsDone'],
  ])('with %j is next: %s', async (variables, next) => {
    const { Choices: [choice] = [], Default } = IsThereAnythingToReseal ?? {};
    expect((await evaluate(choice?.Condition, variables)) ? choice?.Next : Default).toBe(next);
  });

  it('hears in full how the purge failed: cut short, its description could not be read', async () => {
    const cause = JSON.stringify({ Error: 'InvalidInputError', Cause: 'x'.repeat(30_000) });
    const { Assign } = JSON.parse(JSON.stringify(Reseal?.Catch?.[0]));
    expect(await evaluate(Assign.reseal.caught.cause, {}, { errorOutput: { Cause: cause } })).toBe(cause);
    expect(await evaluate(Assign.reseal.caught.cause, {}, { errorOutput: {} })).toBe('');
  });

  it('is a purge of those accounts, with a reason that fits its input', async () => {
    const { Input, Name } = JSON.parse(JSON.stringify(Reseal?.Arguments));
    const name = 'x'.repeat(70);
    const variables = { run: `task-${name}`, reason: 'y'.repeat(800), toReseal: ['222222222222'] };
    expect(await evaluate(Input.accounts, variables)).toEqual(['222222222222']);
    expect((await evaluate(Input.reason, variables)).length).toBeLessThanOrEqual(1000);
    const context = { Execution: { Name: name } };
    expect((await evaluate(Name, variables, { context })).length).toBeLessThanOrEqual(80);
  });
});

describe('choices', () => {
  it.each([
    ['IsThereAnythingToApprove', { toDo: 1 }, 'AnnounceApproval'],
    ['IsThereAnythingToApprove', { toDo: 0 }, 'ReportTask'],
    ['WasItApproved', { decision: 'APPROVED', accounts: 1 }, 'PerformTask'],
    ['WasItApproved', { decision: 'APPROVED', accounts: 0 }, 'ReportTask'],
    ['WasItApproved', { decision: 'REJECTED', accounts: 0 }, 'ReportTask'],
    ['WasItApproved', { decision: 'EXPIRED', accounts: 1 }, 'ReportTask'],
    ['AllTargetsDone', { unsettled: 0 }, 'Done'],
    ['AllTargetsDone', { unsettled: 1 }, 'SomeTargetsNotDone'],
    // The report failed.
    ['AllTargetsDone', { cause: 'no' }, 'SomeTargetsNotDone'],
  ])('%s: after %j comes %s', async (name, input, next) => {
    const { Choices: [choice] = [], Default } = tasksDefinition.States[name] ?? {};
    expect((await evaluate(choice?.Condition, {}, { input })) ? choice?.Next : Default).toBe(next);
  });
});

it('ReportTask hears what was done, what ended the run, and what comes next', () => {
  const { Arguments } = tasksDefinition.States.ReportTask ?? {};
  expect(Arguments?.Payload).toEqual({
    run: '{% $run %}',
    performed: '{% $performed %}',
    caught: '{% $runFailure %}',
    resealAt: '{% $count($toReseal) > 0 ? $resealAt : null %}',
    reseal: '{% $reseal %}',
  });
});

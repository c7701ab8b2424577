// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of CloudFormation, not of JavaScript
import { describe, expect, it } from 'vitest';
import { type Clock, type Json, StatesError, type TaskIntegration } from '../../../local-aws';
import { lambda, passing, run } from '../../local-aws/states/run';
import { tasksDefinitionText } from '../support/definition';

const { Reseal } = JSON.parse(tasksDefinitionText.replaceAll('${Partition}', 'aws')).States;
const clock: Clock = { now: () => new Date(), sleep: async () => undefined };

/** Runs `Reseal` alone; each start of the purge fails with these errors in turn, then it succeeds. */
async function reseal(...errors: string[]) {
  const started: Json[] = [];
  const start: TaskIntegration = async (args) => {
    started.push(args);
    const error = errors.shift();
    if (error !== undefined) throw new StatesError(error, 'no');
    return { Status: 'SUCCEEDED' };
  };
  const ended = await run(
    {
      Variables: passing(null, {
        Assign: { run: 'task-run-1', reason: 'why', toReseal: ['222222222222'] },
        Next: 'Reseal',
      }),
      Reseal,
      ReportTask: passing('{% $reseal %}'),
    },
    {
      clock,
      tasks: {
        'lambda:invoke': lambda((payload) => payload),
        'sns:publish': async () => ({}),
        'aws-sdk:s3:putObject': async () => ({}),
        'events:putEvents': () => Promise.reject(new Error('not part of this')),
        'states:startExecution.sync:2': start,
      },
    },
  );
  return { started, ended };
}

describe('the purge that seals accounts again', () => {
  it.each([
    // The developer guide has it without the ending, AWS answers with the class of its Java client.
    'StepFunctions.ExecutionLimitExceeded',
    'StepFunctions.ExecutionLimitExceededException',
    'StepFunctions.ThrottlingException',
    // What its client has no class for: throttled, unavailable.
    'StepFunctions.AWSStepFunctionsException',
    'StepFunctions.SdkClientException',
  ])(
    'is started again after %s, by the same name and input: the same one where it runs already',
    async (error) => {
      const { started, ended } = await reseal(error, error);
      expect(started).toHaveLength(3);
      expect(new Set(started.map((args) => JSON.stringify(args))).size).toBe(1);
      expect(ended).toMatchObject({ output: { run: 'reseal-run-1', caught: null } });
    },
  );

  it.each([
    // It ran, and failed: another one would be another request for approval.
    'States.TaskFailed',
    'States.Timeout',
    // It ran and has ended, or another execution has its name.
    'StepFunctions.ExecutionAlreadyExists',
    'StepFunctions.ExecutionAlreadyExistsException',
    // Nothing that passes.
    'StepFunctions.AccessDeniedException',
    'StepFunctions.StateMachineDoesNotExistException',
  ])('is not started again after %s', async (error) => {
    const { started, ended } = await reseal(error);
    expect(started).toHaveLength(1);
    expect(ended).toMatchObject({ output: { caught: { error } } });
  });

  it('is given up after half an hour of that, and the report hears of it', async () => {
    const { started, ended } = await reseal(
      ...Array.from({ length: 20 }, () => 'StepFunctions.ThrottlingException'),
    );
    expect(started).toHaveLength(13);
    expect(ended).toMatchObject({ output: { caught: { error: 'StepFunctions.ThrottlingException' } } });
  });
});

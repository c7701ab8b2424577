import type { Json, JsonObject } from '../../../../local-aws/json';
import type { Case } from '../case';
import { type AnsweredTask, answeredTasks } from './functions';
import type { NamedCase } from './named-case';

/** The name of the one test case that every state machine has in the mock configuration. */
export const mockedTestCase = 'Conformance';

/**
 * What Tasks answer, in the form of the mock configuration file of Step Functions Local, which LocalStack and MiniStack
 * read as well (https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html).
 */
export function mockConfig(cases: readonly NamedCase[]): JsonObject {
  const StateMachines: JsonObject = {};
  const MockedResponses: JsonObject = {};
  for (const { machine, example } of cases) {
    if (!isMocked(example)) continue;
    const tasks = answeredTasks(example);
    const response = (task: AnsweredTask) => `${machine}-${task.state}`;
    StateMachines[machine] = {
      TestCases: {
        [mockedTestCase]: Object.fromEntries(tasks.map((task) => [task.state, response(task)])),
      },
    };
    for (const task of tasks) MockedResponses[response(task)] = responses(task);
  }
  return { StateMachines, MockedResponses };
}

/** Whether a case has answers, and mocks can give them. */
export const isMocked = (example: Case): boolean =>
  answeredTasks(example).length > 0 && notMocked(example) === undefined;

/** Why the answers of a case cannot be mocked; undefined where they can. */
export function notMocked(example: Case): string | undefined {
  const answers = answeredTasks(example).flatMap((task) => task.answers);
  if (answers.some(({ echo }) => echo)) return 'a function that gives what it was given';
  if (answers.some(({ never }) => never)) return 'a function that never ends';
  if (answers.some(({ fail }) => fail !== undefined && !isWhole(fail)))
    return 'a failure without error or cause';
  return undefined;
}

const isWhole = (fail: Json) =>
  typeof fail === 'object' && fail !== null && 'error' in fail && 'cause' in fail;

/** The last answer stands for all calls that follow. */
function responses({ answers, callback }: AnsweredTask): JsonObject {
  return Object.fromEntries(
    answers.map((answer, index) => [
      index < answers.length - 1 ? String(index) : `${index}-999`,
      response(answer, callback),
    ]),
  );
}

function response(answer: JsonObject, callback: boolean): JsonObject {
  const failure = (answer.error === undefined ? answer.fail : answer) as JsonObject | undefined;
  if (failure) return { Throw: { Error: failure.error ?? null, Cause: failure.cause ?? null } };
  if (callback) return { Return: answer.succeed ?? null };
  return { Return: { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: answer.result ?? null } };
}

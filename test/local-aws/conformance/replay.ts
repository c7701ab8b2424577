import type { Json, JsonObject } from '../../../local-aws/json';
import { type Execution, type ExecutionResult, startExecution } from '../../../local-aws/states/engine';
import { StartedExecutions } from '../../../local-aws/states/executions';
import { ExecutionsOfAll } from '../../../local-aws/states/executions-of-all';
import { ManualClock } from '../../support/manual-clock';
import { idle, startDate } from '../states/run';
import type { Case } from './case';
import { mockedServices } from './mocked-tasks';

/** Runs a case on this engine; time passes in half seconds, and only where everyone waits for it. */
export async function replay(example: Case) {
  const { definition, input, stateMachines = {}, random = 1, expect } = example;
  const clock = new ManualClock(startDate);
  const start = (machine: string, definition: JsonObject, name: string, input: Json): Execution =>
    startExecution({
      definition,
      name,
      input,
      stateMachineArn: arnOf(machine),
      roleArn: 'arn:aws:iam::111111111111:role/Conformance',
      ...services,
      clock,
      random: () => random,
    });
  const others = Object.entries(stateMachines).map(
    ([machine, definition]) =>
      new StartedExecutions({
        stateMachineArn: arnOf(machine),
        clock,
        launch: (name, input) => start(machine, definition, name, input),
      }),
  );
  const { published, stored, ...services } = mockedServices(example, new ExecutionsOfAll(others));
  const execution = start('Conformance', definition, 'run-1', input);
  const result = await untilOver(execution, clock);
  return {
    ended: Object.fromEntries(
      Object.keys(expect).map((field) => [field, Reflect.get(result, field) ?? null]),
    ),
    states: execution.history.flatMap(({ type, stateEnteredEventDetails }) =>
      type?.endsWith('StateEntered') ? (stateEnteredEventDetails?.name ?? []) : [],
    ),
    history: execution.history,
    seconds: (result.stopDate.getTime() - startDate.getTime()) / 1000,
    published,
    objects: withoutMapRun(stored),
  };
}

const arnOf = (stateMachine: string) => `arn:aws:states:eu-west-1:111111111111:stateMachine:${stateMachine}`;

/** Lets time pass, in half seconds, until an execution has ended. */
export async function untilOver({ result }: Execution, clock: ManualClock): Promise<ExecutionResult> {
  let isOver = false;
  result.finally(() => {
    isOver = true;
  });
  for (await settle(clock); !isOver; await settle(clock)) clock.advance(500);
  return result;
}

/** Lets everything happen that takes no time; a wait of no time takes none either. */
async function settle(clock: ManualClock): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    clock.advance(0);
    await idle();
  }
}

/** Objects by key, with `{mapRun}` for the id of the Map Run that wrote them, which nobody knows beforehand. */
export function withoutMapRun(objects: Record<string, string>): Record<string, string> {
  const manifest = Object.keys(objects).find((key) => key.endsWith('/manifest.json'));
  const id = manifest?.split('/').at(-2);
  const named = (text: string) => (id === undefined ? text : text.replaceAll(id, '{mapRun}'));
  return Object.fromEntries(Object.entries(objects).map(([key, body]) => [named(key), named(body)]));
}

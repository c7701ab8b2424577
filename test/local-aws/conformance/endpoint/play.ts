import { setTimeout } from 'node:timers/promises';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  paginateGetExecutionHistory,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { JsonObject } from '../../../../local-aws/json';
import type { Bucket } from './bucket';
import type { Outcome } from './judge';
import { isMocked, mockedTestCase } from './mock-config';
import type { NamedCase } from './named-case';
import { named, namedHere, type Place } from './names';

/** Where cases are played. */
export interface Stage {
  client: SFNClient;
  bucket: Bucket;
  roleArn: string;
  /** `:us-east-1:123456789012:` */
  regionAndAccount: string;
  /** Of this run: at the end of the names of executions, and of state machines unless mocks know them by name. */
  id: string;
  /** Whether the endpoint has mocks for the cases. */
  mocks: boolean;
  /** Seconds after which an execution is given up. */
  limit: number;
}

/** Makes the state machines of a case, runs it, and takes everything away again. */
export async function play({ example, machine }: NamedCase, stage: Stage): Promise<Outcome> {
  const { client, bucket, roleArn, regionAndAccount } = stage;
  const usesMocks = stage.mocks && isMocked(example);
  const place: Place = {
    regionAndAccount,
    roleArn,
    machine: usesMocks ? machine : `${machine}-${stage.id}`,
    execution: `run-1-${stage.id}`,
    bucket: bucket.name,
  };
  const made: string[] = [];
  const make = async (name: string, definition: JsonObject) => {
    made.push(await createMachine(client, name, named(definition, place), roleArn));
  };
  try {
    if (example.objects) await bucket.fill(example.objects);
    for (const [name, definition] of Object.entries(example.stateMachines ?? {}))
      await make(`${place.machine}-${name}`, definition);
    await make(place.machine, example.definition);
    const machineArn = `${made.at(-1)}${usesMocks ? `#${mockedTestCase}` : ''}`;
    const ended = await execute(
      stage,
      machineArn,
      place.execution,
      JSON.stringify(named(example.input, place)),
    );
    const objects = example.objectsAfter && (await bucket.contents());
    return namedHere(await outcomeOf(client, ended, objects), place);
  } finally {
    for (const arn of made) await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
    if (JSON.stringify(example.definition).includes('"Bucket"')) await bucket.clear();
  }
}

/** Makes a state machine; gives its ARN. */
export async function createMachine(
  client: SFNClient,
  name: string,
  definition: JsonObject,
  roleArn: string,
): Promise<string> {
  const text = JSON.stringify(definition);
  const command = new CreateStateMachineCommand({ name, definition: text, roleArn });
  return (await client.send(command)).stateMachineArn ?? '';
}

async function execute({ client, limit }: Stage, stateMachineArn: string, name: string, input: string) {
  const command = new StartExecutionCommand({ stateMachineArn, name, input });
  const { executionArn } = await client.send(command);
  for (let wait = 10, waited = 0; waited < limit * 1000; waited += wait, wait = Math.min(wait * 1.5, 1000)) {
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (described.status !== 'RUNNING') return described;
    await setTimeout(wait);
  }
  throw new Error(`it did not end within ${limit} seconds`);
}

async function outcomeOf(
  client: SFNClient,
  ended: DescribeExecutionCommandOutput,
  objects?: Record<string, string>,
) {
  const { executionArn, status, output, error, cause, startDate, stopDate } = ended;
  const history: JsonObject[] = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn }))
    history.push(...JSON.parse(JSON.stringify(events)));
  return {
    ended: {
      status: status ?? null,
      output: output === undefined ? null : JSON.parse(output),
      error: error ?? null,
      cause: cause ?? null,
    },
    history,
    seconds: ((stopDate?.getTime() ?? 0) - (startDate?.getTime() ?? 0)) / 1000,
    ...(objects && { objects }),
  };
}

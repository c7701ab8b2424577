import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../../local-aws/json';
import { ExecutionStopped } from '../../../local-aws/states/execution-stopped';
import type { Journal, Redrive, StateEntry } from '../../../local-aws/states/main-run';
import { StatesError } from '../../../local-aws/states/states-error';
import { TaskTokens } from '../../../local-aws/states/task-tokens';
import { distributed } from './distributed';
import { begin, elapse, idle, invoke, lambda, memoryStore, passing, startDate } from './run';

/** A journal in memory, and the redrive that it allows. */
function journalInMemory() {
  const entries: StateEntry[] = [];
  const started: number[] = [];
  const succeeded = new Map<number, Json>();
  let mapRun: Redrive['mapRun'];
  const journal: Journal = {
    stateEntered: (entry) => entries.push(entry),
    mapRunStarted: (begun) => {
      mapRun = { ...begun, succeeded };
    },
    childStarted: (index) => started.push(index),
    childSucceeded: (index, record) => succeeded.set(index, record),
  };
  const redrive = (): Redrive => {
    const entry = entries.at(-1);
    if (!entry) throw new Error('No state was entered.');
    return { count: 1, startDate, entry, mapRun };
  };
  return { journal, entries, started, succeeded, redrive };
}

/** A lambda whose invocations end one by one, as a test says, with their payload. */
function heldLambda() {
  const held: { payload: Json; end(result?: Json): void; fail(error: Error): void }[] = [];
  const work = (payload: Json) =>
    new Promise<Json>((resolve, reject) => {
      held.push({ payload, end: (result = payload) => resolve(result), fail: reject });
    });
  return { held, lambda: lambda(work) };
}

const typesOf = (history: readonly { type?: string }[]) => history.map(({ type }) => type);
const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
const Caught = passing('caught');
const aborted = { status: 'ABORTED', error: 'Interrupted', cause: 'Ctrl-C' };

describe('an interrupted execution', () => {
  it('ends its state and begins no other', async () => {
    const { held, lambda } = heldLambda();
    const { journal, entries } = journalInMemory();
    const states = { A: invoke({ Catch, Assign: { seen: 1 }, Next: 'B' }), B: passing('never'), Caught };
    const { result, interrupt, history } = begin(states, { lambda, journal, input: 'in' });
    await idle();
    interrupt('Interrupted', 'Ctrl-C');
    await idle();
    held[0]?.end('out');
    expect(await result).toMatchObject(aborted);
    expect(entries).toEqual([
      { state: 'A', input: 'in', variables: {} },
      {
        state: 'B',
        input: { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: 'out' },
        variables: { seen: 1 },
      },
    ]);
    expect(typesOf(history).slice(-2)).toEqual(['TaskStateExited', 'ExecutionAborted']);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a Wait', { Type: 'Wait', Seconds: 3600, Next: 'B' }, {}],
    [
      'the wait for a task token',
      invoke({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Catch, Next: 'B' }),
      { Caught },
    ],
    [
      'the delay before a retry',
      invoke({
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 3600 }],
        Arguments: { FunctionName: 'f', Payload: 'fail' },
        Next: 'B',
      }),
      {},
    ],
  ])('does not wait for %s to end', async (_, state, more) => {
    const failing = lambda((payload) => {
      if (payload === 'fail') throw new StatesError('Down');
      return payload;
    });
    const { result, interrupt } = begin({ A: state, B: passing('never'), ...more }, { lambda: failing });
    await idle();
    interrupt('Interrupted', 'Ctrl-C');
    expect(await result).toMatchObject(aborted);
  });

  it('leaves a task token that nobody waits for', async () => {
    const taskTokens = new TaskTokens();
    let token = '';
    const state = invoke({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'f', Payload: '{% $states.context.Task.Token %}' },
      End: true,
    });
    const keep = lambda((payload) => {
      token = String(payload);
      return null;
    });
    const { result, interrupt } = begin({ A: state }, { lambda: keep, taskTokens });
    await idle();
    interrupt();
    await result;
    expect(() => taskTokens.succeed(token, '1')).toThrow('Task Timed Out');
  });

  it('succeeds where nothing was left to begin', async () => {
    const { held, lambda } = heldLambda();
    const { result, interrupt } = begin({ A: invoke() }, { lambda });
    await idle();
    interrupt();
    held[0]?.end();
    expect((await result).status).toBe('SUCCEEDED');
  });
});

const { End, ...map } = distributed(
  { Child: invoke({ Output: '{% $states.result.Payload %}', End: true }) },
  { Items: ['a', 'b', 'c', 'd'], MaxConcurrency: 2, Catch, Next: 'After', ToleratedFailurePercentage: 100 },
);
const mapStates = { Map: map, After: passing('{% $states.input %}'), Caught };

describe('an interrupted Distributed Map', () => {
  it('ends the children in flight, starts no other, and is not caught', async () => {
    const { held, lambda } = heldLambda();
    const { journal, started, succeeded } = journalInMemory();
    const { result, interrupt, history } = begin(mapStates, { lambda, journal });
    await idle();
    interrupt('Interrupted', 'Ctrl-C');
    for (const child of held) child.end();
    expect(await result).toMatchObject(aborted);
    expect(started).toEqual([0, 1]);
    expect([...succeeded.keys()]).toEqual([0, 1]);
    expect(typesOf(history).slice(-2)).toEqual(['MapRunStarted', 'ExecutionAborted']);
  });

  it('goes on with the items that have not succeeded, and gives all results', async () => {
    const first = heldLambda();
    const { journal, redrive } = journalInMemory();
    const interrupted = begin(mapStates, { lambda: first.lambda, journal });
    await idle();
    interrupted.interrupt();
    first.held[0]?.fail(new Error('Down'));
    first.held[1]?.end('from before');
    await interrupted.result;

    const payloads: Json[] = [];
    const again = lambda((payload) => {
      payloads.push(payload);
      return payload;
    });
    const events: Json[] = [];
    const { result, history } = begin(mapStates, {
      lambda: again,
      journal: journalInMemory().journal,
      redrive: redrive(),
      onEvent: (event) => event.type.startsWith('map') && events.push({ ...event }),
    });
    expect(await result).toMatchObject({
      status: 'SUCCEEDED',
      output: ['a', 'from before', 'c', 'd'],
      startDate,
    });
    expect(payloads).toEqual(['a', 'c', 'd']);
    expect(events.slice(0, 2)).toEqual([
      { type: 'mapRunStarted', state: 'Map', items: 4, maxConcurrency: 2, toleratedFailurePercentage: 100 },
      { type: 'mapItemFinished', state: 'Map', index: 1, status: 'SUCCEEDED', succeeded: true },
    ]);
    expect(typesOf(history).slice(0, 4)).toEqual([
      'ExecutionRedriven',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunRedriven',
    ]);
  });

  it('writes the results of both under the same Map Run', async () => {
    const ResultWriter = {
      Resource: 'arn:aws:states:::s3:putObject',
      Arguments: { Bucket: 'b', Prefix: 'results' },
      WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' },
    };
    const states = { Map: { ...map, ResultWriter }, After: Caught, Caught };
    const { held, lambda: holding } = heldLambda();
    const { journal, redrive } = journalInMemory();
    const store = memoryStore();
    const interrupted = begin(states, { lambda: holding, journal, objects: store });
    await idle();
    interrupted.interrupt();
    for (const child of held) child.end();
    await interrupted.result;
    await begin(states, { journal: journalInMemory().journal, redrive: redrive(), objects: store }).result;
    const files = Object.entries(store.objects).filter(([key]) => key.endsWith('SUCCEEDED_0.json'));
    expect(files.map(([, text]) => JSON.parse(text).toSorted())).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('gives up a child that is stopped by the same interruption', async () => {
    const { held, lambda } = heldLambda();
    const { journal, succeeded } = journalInMemory();
    const { result, interrupt } = begin(mapStates, { lambda, journal });
    await idle();
    interrupt('Interrupted', 'Ctrl-C');
    held[0]?.fail(new ExecutionStopped());
    held[1]?.end();
    expect(await result).toMatchObject(aborted);
    expect([...succeeded.keys()]).toEqual([1]);
  });

  it('runs all items again where they are others than before', async () => {
    const { journal, redrive } = journalInMemory();
    const { held, lambda: holding } = heldLambda();
    const interrupted = begin(mapStates, { lambda: holding, journal });
    await idle();
    interrupted.interrupt();
    for (const child of held) child.end('from before');
    await interrupted.result;
    const { mapRun, ...rest } = redrive();
    if (!mapRun) throw new Error('There is no Map Run.');
    const other = { ...rest, mapRun: { ...mapRun, items: 'other' } };
    const { result } = begin(mapStates, { journal: journalInMemory().journal, redrive: other });
    expect(await result).toMatchObject({ output: ['a', 'b', 'c', 'd'] });
  });

  it('does not hand old results to a Map Run that begins later', async () => {
    const newProcessor = distributed({ Child: passing('new') }).ItemProcessor ?? {};
    const states = {
      Map: { ...map, ItemProcessor: newProcessor, Next: 'Again' },
      Caught,
      Again: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $exists($twice) %}', Next: 'End' }],
        Default: 'Round',
      },
      Round: { Type: 'Pass', Assign: { twice: true }, Next: 'Map' },
      End: passing('{% $states.input %}'),
    };
    const { journal, redrive } = journalInMemory();
    await begin(states, { journal }).result;
    const { mapRun } = redrive();
    if (!mapRun) throw new Error('There is no Map Run.');
    const old = new Map([...mapRun.succeeded].map(([index, record]) => [index, oldOutput(record)]));
    const entry = { state: 'Map', input: {}, variables: {} };
    const again = begin(states, {
      journal: journalInMemory().journal,
      redrive: { count: 1, startDate, entry, mapRun: { ...mapRun, succeeded: old } },
    });
    expect(await again.result).toMatchObject({ output: ['new', 'new', 'new', 'new'] });
  });
});

function oldOutput(record: Json): Json {
  return isJsonObject(record) ? { ...record, Output: '"old"' } : record;
}

describe('a redriven execution', () => {
  it('enters the interrupted state with its input and variables, as the execution it was', async () => {
    const states = {
      A: passing('never', { Next: 'B' }),
      B: passing(['{% $states.input %}', '{% $seen %}', '{% $states.context.Execution.StartTime %}']),
    };
    const earlier = new Date('2026-01-30T00:00:00.000Z');
    const entry = { state: 'B', input: 'in', variables: { seen: 1 } };
    const { result } = begin(states, { redrive: { count: 2, startDate: earlier, entry } });
    expect(await result).toMatchObject({
      status: 'SUCCEEDED',
      output: ['in', 1, '2026-01-30T00:00:00.000Z'],
      startDate: earlier,
    });
  });

  it('waits for a task token of its own', async () => {
    const state = invoke({
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'f', Payload: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: 60,
      End: true,
    });
    const tokens: Json[] = [];
    const keep = lambda((payload) => {
      tokens.push(payload);
      return null;
    });
    const { journal, redrive } = journalInMemory();
    const interrupted = begin({ A: state }, { lambda: keep, journal });
    await idle();
    interrupted.interrupt();
    await interrupted.result;
    const { result, clock } = begin({ A: state }, { lambda: keep, redrive: redrive() });
    await elapse(clock, 60);
    expect(await result).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(new Set(tokens).size).toBe(2);
  });
});

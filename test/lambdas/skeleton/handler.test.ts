import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { invoke } from '../support/invoke';

const payload = { taskToken: 'AAAA-the-task-token', sealedSession: 'eyJ-the-sealed-session' };
const Payload = z.object({ taskToken: z.string(), sealedSession: z.string() });

/** Everything the function wrote, at the most talkative settings its environment can have. */
async function outputOf(
  work: (
    module: typeof import('../../../lambdas/skeleton/handler') &
      typeof import('../../../lambdas/skeleton/logger'),
  ) => Promise<unknown>,
) {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
  }
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...texts) => void written.push(texts.map(String).join(' ')),
    );
  }
  const [handler, logger] = await Promise.all([
    import('../../../lambdas/skeleton/handler'),
    import('../../../lambdas/skeleton/logger'),
  ]);
  await work({ ...handler, ...logger }).catch(() => {});
  return written.join('');
}

describe('a state handler', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'DEBUG');
    vi.stubEnv('POWERTOOLS_LOGGER_LOG_EVENT', 'true');
    vi.stubEnv('AWS_LAMBDA_LOG_LEVEL', 'DEBUG');
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('does write logs, with the request ID of the invocation', async () => {
    const output = await outputOf(({ logger, stateHandler }) =>
      invoke(
        stateHandler(Payload, async () => logger.info('at work')),
        payload,
      ),
    );
    expect(output).toContain('at work');
    expect(output).toContain('8f6d4e2c-0000-4000-8000-000000000000');
  });

  it.each([
    ['works', payload, async () => ({ done: true })],
    [
      'throws',
      payload,
      async () => {
        throw new Error('no');
      },
    ],
    ['gets a payload of another shape', { ...payload, taskToken: [payload.taskToken] }, async () => ({})],
  ])('never logs its event when it %s', async (_, event, work) => {
    const output = await outputOf(({ logger, stateHandler }) =>
      invoke(
        stateHandler(Payload, async () => {
          logger.info('at work');
          return work();
        }),
        event,
      ),
    );
    expect(output).not.toMatch(/the-task-token|the-sealed-session/);
  });

  it('refuses a payload of another shape without repeating what it holds', async () => {
    const { stateHandler } = await import('../../../lambdas/skeleton/handler');
    const work = vi.fn();
    const wrong = { ...payload, sealedSession: { text: payload.sealedSession } };
    const error: unknown = await invoke(stateHandler(Payload, work), wrong).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'ParseError', message: 'Failed to parse schema' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/the-task-token|the-sealed-session/);
    expect(work).not.toHaveBeenCalled();
  });

  it('gives the work only what the schema knows', async () => {
    const { stateHandler } = await import('../../../lambdas/skeleton/handler');
    const echo = stateHandler(Payload, async (parsed) => parsed);
    expect(await invoke(echo, { ...payload, more: 1 })).toEqual(payload);
  });

  it('publishes what the work counted, also when it failed, and nothing otherwise', async () => {
    const counting = await outputOf(({ metrics, stateHandler }) =>
      invoke(
        stateHandler(Payload, async () => {
          metrics.addMetric('CredentialsDeleted', 'Count', 2);
          throw new Error('no');
        }),
        payload,
      ),
    );
    expect(counting).toContain('"CredentialsDeleted":2');
    vi.restoreAllMocks();
    const idle = await outputOf(({ stateHandler }) =>
      invoke(
        stateHandler(Payload, async () => {}),
        payload,
      ),
    );
    expect(idle).toBe('');
  });
});

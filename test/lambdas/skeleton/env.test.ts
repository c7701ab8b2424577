import { afterEach, describe, expect, it, vi } from 'vitest';
import { env } from '../../../lambdas/skeleton/env';

describe('env', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('reads a variable', () => {
    vi.stubEnv('RUN_BUCKET', 'a-bucket');
    expect(env('RUN_BUCKET')).toBe('a-bucket');
  });

  it.each([undefined, ''])('names the variable that is %j', (value) => {
    vi.stubEnv('RUN_BUCKET', value);
    expect(() => env('RUN_BUCKET')).toThrow(
      expect.objectContaining({
        name: 'MissingEnvironmentVariableError',
        message: 'The environment variable RUN_BUCKET is not set.',
      }),
    );
  });
});

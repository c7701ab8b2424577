import { vi } from 'vitest';

/** The functions' SDK clients stay in this process, and try again at once: three attempts. */
vi.mock('../../../lambdas/shared/aws-clients', async () => {
  const { inProcess } = await import('./network');
  const { quickRetries } = await import('./quick-retries');
  return {
    clientDefaults: { requestHandler: inProcess, retryStrategy: quickRetries },
    assumeRootAttempts: 3,
  };
});

import { vi } from 'vitest';

/** The functions' SDK clients stay in this process, and try again at once: three attempts. */
vi.mock('../../../lambdas/aws-calls/client-defaults', async () => {
  const { credentialsOfLoading, inProcess } = await import('./network');
  const { quickRetries } = await import('./quick-retries');
  const clientDefaults = {
    requestHandler: inProcess,
    retryStrategy: quickRetries,
    get credentials() {
      return credentialsOfLoading();
    },
  };
  return { clientDefaults, clientSettings: () => ({ ...clientDefaults }), assumeRootAttempts: 3 };
});

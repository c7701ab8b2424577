import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

const attempts = 3;

const token = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

/** Retries what the SDK's own strategies would, without waiting. */
export const quickRetries: RetryStrategyV2 = {
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (before: RetryToken, { errorType }: RetryErrorInfo) => {
    const count = before.getRetryCount() + 1;
    if (count >= attempts || errorType === 'CLIENT_ERROR') throw new Error('No retry');
    return token(count);
  },
  recordSuccess: () => undefined,
};

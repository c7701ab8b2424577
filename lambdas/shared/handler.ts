import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type * as z from 'zod/mini';

export const logger = new Logger();
export const metrics = new Metrics();

/**
 * The skeleton of every state's Lambda: the payload is parsed at the edge, the work gets plain typed values. The
 * event itself is never logged, since it may carry a sealed session or a task token.
 */
export function stateHandler<Payload, Result>(
  schema: z.ZodMiniType<Payload>,
  work: (payload: Payload) => Promise<Result>,
) {
  return middy()
    .use(injectLambdaContext(logger, { clearState: true }))
    .use(logMetrics(metrics))
    .use(parser({ schema }))
    .handler(async (payload: Payload) => work(payload));
}

import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import middy from '@middy/core';
import type * as z from 'zod/mini';
import { logger } from './logger';

/** The metrics of this function, published at the end of an invocation that counted anything. */
export const metrics = new Metrics();

/** Most invocations count nothing: Powertools' own middleware would log a warning for each of them. */
function publishMetrics(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

/**
 * The skeleton of every state's Lambda: the payload is parsed at the edge, the work gets plain typed values. The
 * event itself is never logged, since it may carry a sealed session or a task token: `logEvent: false` stands even
 * where the environment asks for it.
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/#log-incoming-event
 * @throws ParseError where the payload has another shape
 */
export function stateHandler<Payload, Result>(
  schema: z.ZodMiniType<Payload>,
  work: (payload: Payload) => Promise<Result>,
) {
  return middy()
    .use(injectLambdaContext(logger, { clearState: true, logEvent: false }))
    .use({ after: publishMetrics, onError: publishMetrics })
    .use(parser({ schema }))
    .handler(async (payload: Payload) => work(payload));
}

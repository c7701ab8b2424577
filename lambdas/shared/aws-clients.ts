import { NodeHttpHandler } from '@smithy/node-http-handler';

/**
 * What all clients share: retries that slow down by themselves when AWS throttles (with jitter), and one pool of
 * kept-alive connections, so that a client made for one root session costs no new handshake. A request that takes too
 * long is given up and tried again; unless asked to throw, the SDK would only log a warning and go on waiting.
 */
export const clientDefaults = {
  retryMode: 'adaptive',
  maxAttempts: 5,
  requestHandler: new NodeHttpHandler({
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  }),
};

/** AssumeRoot is throttled early: few attempts here, and the patient retry with full jitter in the state machine. */
export const assumeRootAttempts = 3;

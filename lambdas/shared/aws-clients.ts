import { NodeHttpHandler } from '@smithy/node-http-handler';

/**
 * What all clients share: retries that slow down by themselves when AWS throttles (with jitter), and one pool of
 * kept-alive connections, so that a client made for one root session costs no new handshake.
 */
export const clientDefaults = {
  retryMode: 'adaptive',
  maxAttempts: 5,
  requestHandler: new NodeHttpHandler({ connectionTimeout: 3_000, requestTimeout: 10_000 }),
};

/** AssumeRoot is throttled early: few attempts here, and the patient retry with full jitter in the state machine. */
export const assumeRootAttempts = 3;

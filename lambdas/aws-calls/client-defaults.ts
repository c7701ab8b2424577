import { type RequestLimits, WholeAnswerHandler } from './whole-answer-handler';

/** How long a request to AWS may take, and how many there may be at a time. */
export const requestLimits: RequestLimits = {
  connection: 3_000,
  silence: 10_000,
  body: 60_000,
  // A Lambda has one invocation at a time and 1,024 file descriptors; a local run has one process for all of them.
  atATime: 500,
};

/**
 * What all clients of the AWS SDK share: retries that slow down by themselves when AWS throttles (with jitter), and
 * one pool of kept-alive connections, so that a client made for one root session costs no new handshake. A request
 * that takes too long, be it in the middle of its answer, is given up and tried again.
 */
export const clientDefaults = {
  retryMode: 'adaptive',
  maxAttempts: 5,
  requestHandler: new WholeAnswerHandler(requestLimits),
};

/**
 * How often a client calls `sts:AssumeRoot`, which is throttled early: a few times here, and the patient retry with
 * full jitter is in the state machine.
 */
export const assumeRootAttempts = 3;

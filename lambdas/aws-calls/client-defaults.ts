import type { AwsCredentialIdentityProvider, Logger } from '@smithy/types';
import { collectBody, WholeAnswerHandler } from './whole-answer-handler';

/** What clients take from their environment, where nobody says it. */
interface Surroundings {
  credentials?: AwsCredentialIdentityProvider;
  region?: string;
  /** Of the AWS configuration files. */
  profile?: string;
  /** Told of every call and its outcome. */
  logger?: Logger;
}

/**
 * What all clients of the AWS SDK share: retries that slow down by themselves when AWS throttles (with jitter), and
 * one pool of kept-alive connections, so that a client made for one root session costs no new handshake. A request
 * that takes too long, be it in the middle of its answer, is given up and tried again.
 */
export const clientDefaults = {
  ...({} as Surroundings),
  retryMode: 'adaptive',
  maxAttempts: 5,
  streamCollector: collectBody,
  requestHandler: new WholeAnswerHandler({
    connection: 3_000,
    silence: 10_000,
    body: 60_000,
    // A Lambda has one invocation at a time and 1,024 file descriptors; a local run has one process for all of them.
    atATime: 500,
  }),
};

/** Has the clients that are made from now on call AWS as somebody, and from somewhere, that the environment does not say. */
export function callAs(surroundings: Surroundings): void {
  Object.assign(clientDefaults, surroundings);
}

/**
 * How often a client calls `sts:AssumeRoot`, which is throttled early: a few times here, and the patient retry with
 * full jitter is in the state machine.
 */
export const assumeRootAttempts = 3;

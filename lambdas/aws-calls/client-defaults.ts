import type { AwsCredentialIdentityProvider, Logger } from '@smithy/types';
import { collectBody, type RequestLimits, WholeAnswerHandler } from './whole-answer-handler';

/** A service outside of the account that the app is in, under its name in the variables of the AWS SDKs. */
export type CalledService = 'IAM' | 'ORGANIZATIONS' | 'S3' | 'SQS' | 'STS';

/** What clients take from their environment, where nobody says it. */
interface Surroundings {
  credentials?: AwsCredentialIdentityProvider;
  region?: string;
  /** Of the AWS configuration files. */
  profile?: string;
  useFipsEndpoint?: boolean;
  useDualstackEndpoint?: boolean;
  /** Neither the environment nor the AWS configuration files say where a service is. */
  ignoreConfiguredEndpointUrls?: boolean;
  requestHandler?: WholeAnswerHandler;
  /** Where services are, other than where AWS has them. */
  endpoints?: Partial<Record<CalledService, string>>;
  /** Told of every call and its outcome. */
  logger?: Logger;
}

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
  streamCollector: collectBody,
  requestHandler: new WholeAnswerHandler(requestLimits),
};

/** Has the clients that are made from now on call AWS as somebody, and from somewhere, that the environment does not say. */
export function callAs(given: Surroundings): void {
  surroundings = given;
}

let surroundings: Surroundings = {};

/** What a client of this service is made with. */
export function clientSettings(service: CalledService) {
  const { endpoints = {}, ...others } = surroundings;
  return { ...clientDefaults, ...others, endpoint: endpoints[service] };
}

/**
 * How often a client calls `sts:AssumeRoot`, which is throttled early: a few times here, and the patient retry with
 * full jitter is in the state machine.
 */
export const assumeRootAttempts = 3;

import type { Answer } from './operation';
import type { Parameters } from './parameters';
import type { ServiceError } from './service-error';

export type ServiceName = 'sts' | 'iam' | 'organizations' | 's3' | 'sqs';

/** A request as its protocol understands it. */
export interface WireCall {
  service: ServiceName;
  operation: string;
  parameters: Parameters;
}

/** An answer ready to be sent. */
export interface WireAnswer {
  status: number;
  /** Empty where there is no body. */
  contentType: string;
  headers?: Record<string, string>;
  body: string;
}

/** How one service's calls are read and answered, whatever they do. */
export interface Protocol {
  unknownOperation(call: WireCall): ServiceError;
  answer(call: WireCall, answer: Answer | undefined, requestId: string): WireAnswer;
  refuse(call: WireCall, error: ServiceError, requestId: string): WireAnswer;
}

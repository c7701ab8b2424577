import { Hono } from 'hono';
import type { Answer } from './answer';
import { AwsError } from './aws-error';
import { awsErrorOf } from './common-errors';
import { protocolOf, readCall, refusal, type ServiceName, type WireCall } from './protocols';

/** The members that an operation answers with, or nothing. */
type Result = object | undefined | Promise<object | undefined>;

/**
 * One operation of a service: answers with members, or with nothing, or throws an AwsError. A ZodError that it throws is
 * told as a ValidationError.
 */
export type Operation<Call = WireCall> = (call: Call) => Result;

/** A service's operations by their AWS names. */
export type Operations<Call = WireCall> = Readonly<Record<string, Operation<Call>>>;

/** A service in its own protocol; a request to another one is one for an unknown operation. */
export class ServiceApp extends Hono {
  constructor(
    readonly service: ServiceName,
    readonly operations: Operations,
  ) {
    super();
    this.all('*', async ({ req: { raw } }) => {
      const call = await readCall(raw);
      if (call?.service !== service) return refusal({ service }, unknownOperation(service, call?.operation));
      return answerCall(call, () => operationOf(operations, call)(call));
    });
  }
}

/** What a call is answered by what `run` gives or throws, in the protocol of its service. */
export async function answerCall(call: WireCall, run: () => Result): Promise<Response> {
  try {
    const answer: Answer = { ...(await run()) };
    return protocolOf(call).answer(call.operation, answer);
  } catch (error) {
    return refusal(call, awsErrorOf(error));
  }
}

/**
 * The operation that a call is for.
 * @throws AwsError UnknownOperation, which names it, as the service calls that
 */
export function operationOf<Call>(
  operations: Operations<Call>,
  { service, operation }: Pick<WireCall, 'service' | 'operation'>,
): Operation<Call> {
  const found = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (found === undefined) throw unknownOperation(service, operation);
  return found;
}

/** The error of a call to an operation that a service here does not have. */
export const unknownOperation = (service: ServiceName, operation = '') =>
  new AwsError('UnknownOperation', `Could not find operation ${operation || '(none)'} of ${service}`);

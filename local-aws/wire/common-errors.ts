import { ZodError, z } from 'zod';
import { AwsError } from './aws-error';

/** How a service puts the errors that every service has: by their common code, its own code, status and message. */
export type CommonErrors = Readonly<Record<string, { name?: string; status?: number; message?: string }>>;

/** An error with the code, status and message that a service has of its own for it, if it is one that all have. */
export function inOwnWords(error: AwsError, own: CommonErrors): AwsError {
  const { name = error.name, status = error.status, message = error.message } = own[error.name] ?? {};
  return new AwsError(name, message, status, error);
}

/** What a service answers where its operation threw this: input of another shape is a ValidationError. */
export function awsErrorOf(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof ZodError) return new AwsError('ValidationError', z.prettifyError(error));
  return new AwsError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
}

/** Whom an error blames, in the words of AWS Query. */
export const faultOf = ({ status }: AwsError): 'Sender' | 'Receiver' =>
  status < 500 ? 'Sender' : 'Receiver';

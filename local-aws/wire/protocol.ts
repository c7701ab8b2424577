import type { Answer } from './answer';
import type { AwsError } from './aws-error';
import type { Parameters } from './parameters';

/** A request as its protocol understands it. */
export interface ProtocolCall {
  /** What it names its service by: the target of AWS JSON, the version of AWS Query, the signing name of REST JSON, or `s3`. */
  readonly of: string;
  /** The operation's AWS name, for instance `AssumeRoot`. */
  readonly operation: string;
  readonly parameters: Parameters;
}

/** An answer that was read again, and can be made to say something else. */
export interface ReadAnswer {
  /** Its members as they were on the wire: in XML, a list is still elements. */
  readonly members: Answer;
  /** The text of the same answer with these members. */
  saying(members: Answer): string;
}

/** The language that a service speaks: how its answers and errors are written, and read again. */
export interface Protocol {
  readonly kind: 'json' | 'query' | 'rest-json' | 'rest-xml';
  readonly contentType: string;
  /** What requests name this service by, as `ProtocolCall.of` has it. */
  readonly of: string;
  /** Writes what an operation answers. */
  answer(operation: string, answer: Answer): Response;
  /** Writes what an operation, or the service itself, is refused with. */
  refuse(operation: string, error: AwsError): Response;
  /** Reads the text of an operation's answer; undefined for one that has no members, such as an object of Amazon S3. */
  read(operation: string, text: string): ReadAnswer | undefined;
}

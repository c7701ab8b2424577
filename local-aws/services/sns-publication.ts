import { AwsError } from '../wire/aws-error';
import { optional, type Parameters } from '../wire/parameters';

/** What a Publish request says. */
export interface Publication {
  topicArn: string;
  subject?: string;
  message: string;
}

/** In bytes (Amazon SNS API Reference, "Publish"). */
const messageLimit = 262_144;

/**
 * Reads a Publish request.
 * @throws AwsError InvalidParameter for what SNS would reject, and for what is not supported here
 */
export function readPublication(parameters: Parameters): Publication {
  for (const name of [
    'TargetArn',
    'PhoneNumber',
    'MessageStructure',
    'MessageGroupId',
    'MessageAttributes.entry.1.Name',
  ]) {
    if (name in parameters) throw invalid(`${name} is not supported by this endpoint`);
  }
  const topicArn = optional(parameters, 'TopicArn');
  const { Subject } = parameters;
  const message = optional(parameters, 'Message');
  if (!topicArn) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  if (!message) throw invalid('Empty message');
  if (Buffer.byteLength(message) > messageLimit) throw invalid('Message too long');
  const subject = Subject === undefined ? undefined : String(Subject);
  if (subject !== undefined && !isSubject(subject)) throw invalid('Subject');
  return { topicArn, subject, message };
}

/** "ASCII text that begins with a letter, number, or punctuation mark; no line breaks or control characters; less than 100 characters" (Publish). */
function isSubject(subject: string): boolean {
  return /^[\x21-\x7e][\x20-\x7e]{0,98}$/.test(subject);
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
}

import { AwsError } from '../wire/aws-error';
import { optional, type Parameters } from '../wire/parameters';
import type { MessageAttributes } from './filter-policy';

/** What a Publish request says. */
export interface Publication {
  topicArn: string;
  subject?: string;
  message: string;
  attributes: MessageAttributes;
}

/** In bytes, all attributes included (Amazon SNS API Reference, "Publish"). */
const messageLimit = 262_144;

/**
 * Reads a Publish request.
 * @throws AwsError InvalidParameter for what SNS would reject, and for what is not supported here
 */
export function readPublication(parameters: Parameters): Publication {
  for (const name of ['TargetArn', 'PhoneNumber', 'MessageStructure', 'MessageGroupId']) {
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
  return { topicArn, subject, message, attributes: readAttributes(parameters) };
}

/** "ASCII text that begins with a letter, number, or punctuation mark; no line breaks or control characters; less than 100 characters" (Publish). */
function isSubject(subject: string): boolean {
  return /^[\x21-\x7e][\x20-\x7e]{0,98}$/.test(subject);
}

function readAttributes(parameters: Parameters): MessageAttributes {
  const attributes: MessageAttributes = {};
  for (let index = 1; `MessageAttributes.entry.${index}.Name` in parameters; index += 1) {
    const entry = (member: string) =>
      optional(parameters, `MessageAttributes.entry.${index}.${member}`) ?? '';
    attributes[entry('Name')] = readValues(
      entry('Name'),
      entry('Value.DataType'),
      entry('Value.StringValue'),
    );
  }
  return attributes;
}

function readValues(name: string, dataType: string, value: string): string[] {
  if (value === '')
    throw invalid(`The message attribute '${name}' must contain non-empty message attribute value`);
  if (dataType === 'String') return [value];
  if (dataType === 'String.Array') return stringsOf(name, value);
  throw invalid(
    `The message attribute '${name}' has the type ${dataType}; this endpoint knows String and String.Array`,
  );
}

function stringsOf(name: string, value: string): string[] {
  try {
    const values: unknown = JSON.parse(value);
    if (Array.isArray(values)) return values.filter((item) => typeof item === 'string');
  } catch {
    // Not JSON: as wrong as JSON that is no list.
  }
  throw invalid(`The message attribute '${name}' of type String.Array is not a JSON list`);
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
}

import type { Answer } from './answer';
import type { Parameters } from './parameters';

/** Amazon SQS's XML in AWS Query, which clients speak that are older than November 2023: lists have no element around them. */
export function sqsAnswer({ QueueUrls, Attributes, ...answer }: Answer): Answer {
  const attributes = Object.entries({ ...(Attributes as Answer | undefined) });
  return {
    ...answer,
    ...(Array.isArray(QueueUrls) && { QueueUrl: QueueUrls }),
    ...(attributes.length > 0 && { Attribute: attributes.map(([Name, Value]) => ({ Name, Value })) }),
  };
}

/** The parameters of AWS Query as AWS JSON has them: `AttributeName.1`, `Attribute.1.Name` and `Attribute.1.Value`. */
export function sqsParameters(parameters: Parameters): Parameters {
  const numbered = (pattern: RegExp) => Object.keys(parameters).filter((name) => pattern.test(name));
  const names = numbered(/^AttributeName\.\d+$/).map((name) => parameters[name]);
  const attributes = numbered(/^Attribute\.\d+\.Name$/).map((name) => [
    String(parameters[name]),
    parameters[name.replace(/Name$/, 'Value')],
  ]);
  return {
    ...parameters,
    ...(names.length > 0 && { AttributeNames: names }),
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
  };
}

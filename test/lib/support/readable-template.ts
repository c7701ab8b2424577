import type { Template } from 'aws-cdk-lib/assertions';

export interface Resource<Properties = Record<string, unknown>> {
  Type: string;
  Properties: Properties;
  DeletionPolicy?: string;
  /** Names of the resources that are created before. */
  DependsOn?: string[];
}

/**
 * A template as a person reads it: `{ Ref }` and `Fn::GetAtt` are `{Bucket}` and `{Bucket.Arn}`, `Fn::Join` is the
 * joined text, and no name has the hash of its logical ID.
 */
export class ReadableTemplate {
  readonly #template: { Resources: Record<string, Resource>; Outputs?: Record<string, { Value: unknown }> };

  constructor(template: Template) {
    this.#template = JSON.parse(JSON.stringify(template.toJSON()), readIntrinsic);
  }

  /** All of them with their names, which two of different types may share. */
  all(): [string, Resource][] {
    return Object.entries(this.#template.Resources).map(([id, { DependsOn, ...resource }]) => [
      withoutHash(id),
      { ...resource, ...(DependsOn && { DependsOn: [DependsOn].flat().map(withoutHash) }) },
    ]);
  }

  /** The resources of a type, by name. */
  resources<Properties = Record<string, unknown>>(type: string): Record<string, Resource<Properties>> {
    const found = this.all().filter(([, { Type }]) => Type === type);
    return Object.fromEntries(found.map(([name, resource]) => [name, resource as Resource<Properties>]));
  }

  /** The properties of the only resource of a type. */
  properties<Properties = Record<string, unknown>>(type: string): Properties {
    const [only, ...others] = Object.values(this.resources<Properties>(type));
    if (!only || others.length > 0) throw new Error(`The template has not exactly one ${type}.`);
    return only.Properties;
  }

  outputs(): Record<string, unknown> {
    const outputs = Object.entries(this.#template.Outputs ?? {});
    return Object.fromEntries(outputs.map(([name, { Value }]) => [name, Value]));
  }
}

function readIntrinsic(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return `{${withoutHash(String(value.Ref))}}`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) {
    const [id, attribute] = value['Fn::GetAtt'];
    return `{${withoutHash(id)}.${attribute}}`;
  }
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [delimiter, parts] = value['Fn::Join'];
    return parts.join(delimiter);
  }
  return value;
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/([0-9A-F]{8})+$/, '');
}

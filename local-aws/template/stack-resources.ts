import { isJsonObject, type Json, type JsonObject } from '../json';
import type { StackArtifact } from './cloud-assembly';
import { type References, resolve } from './intrinsics';
import {
  type Environment,
  isIdentified,
  nameProperty,
  type PhysicalId,
  partition,
  physicalId,
  urlSuffix,
} from './physical-id';

/** Gives an attribute that only a running server knows, such as `ApiEndpoint`; undefined leaves it to the reader. */
export type AttributeOverride = (type: string, logicalId: string, attribute: string) => string | undefined;

/** A stack's resources, each resolved when it is asked for: what nothing reads may use what is not supported. */
export class StackResources implements References {
  readonly #stack: StackArtifact;
  readonly #override: AttributeOverride | undefined;

  constructor(stack: StackArtifact, override?: AttributeOverride) {
    this.#stack = stack;
    this.#override = override;
  }

  /** Logical IDs, in template order. */
  ofType(type: string): string[] {
    const { Resources } = this.#stack.template;
    return Object.keys(Resources).filter((logicalId) => Resources[logicalId]?.Type === type);
  }

  /** As CloudFormation lists them; one whose identity is not known here is called by its logical ID. */
  all(): { LogicalResourceId: string; PhysicalResourceId: string; ResourceType: string }[] {
    return Object.entries(this.#stack.template.Resources).map(([LogicalResourceId, { Type }]) => ({
      LogicalResourceId,
      PhysicalResourceId: isIdentified(Type) ? this.id(LogicalResourceId).ref : LogicalResourceId,
      ResourceType: Type,
    }));
  }

  properties(logicalId: string): JsonObject {
    const { Properties } = this.#resource(logicalId);
    const resolved = resolve(Properties, this, `Resources.${logicalId}.Properties`);
    return isJsonObject(resolved) ? resolved : {};
  }

  /** One property alone, where another cannot be resolved yet. */
  property(logicalId: string, name: string): Json | undefined {
    const { Properties } = this.#resource(logicalId);
    return resolve(Properties[name] ?? null, this, `Resources.${logicalId}.Properties.${name}`);
  }

  /** Of the stack itself. */
  get environment(): Environment {
    return this.#stack.environment;
  }

  /** By logical ID. */
  outputs(): Record<string, string> {
    const { Outputs = {} } = this.#stack.template;
    const values = Object.entries(Outputs).map(([logicalId, { Value }]) => [
      logicalId,
      String(resolve(Value, this, `Outputs.${logicalId}.Value`)),
    ]);
    return Object.fromEntries(values);
  }

  id(logicalId: string): PhysicalId {
    const { Type, Properties } = this.#resource(logicalId);
    const property = nameProperty(Type) ?? '';
    const given = resolve(
      Properties[property] ?? null,
      this,
      `Resources.${logicalId}.Properties.${property}`,
    );
    const id = physicalId(Type, typeof given === 'string' ? given : logicalId, this.#stack.environment);
    if (!id) throw new Error(`${logicalId} is an ${Type}, whose identity is not known locally`);
    return id;
  }

  ref(name: string): Json | undefined {
    if (name.startsWith('AWS::')) return this.#pseudoParameter(name);
    const parameter = this.#stack.template.Parameters[name];
    if (!parameter) return this.id(name).ref;
    if (parameter.Default === undefined) throw new Error(`the parameter ${name} has no default`);
    return parameter.Default;
  }

  attribute(logicalId: string, attribute: string): string {
    const { Type } = this.#resource(logicalId);
    const value = this.#override?.(Type, logicalId, attribute) ?? this.id(logicalId).attributes[attribute];
    if (value === undefined) throw new Error(`${logicalId} (${Type}) has no attribute ${attribute} locally`);
    return value;
  }

  #resource(logicalId: string) {
    const resource = this.#stack.template.Resources[logicalId];
    if (!resource) throw new Error(`the template has no ${logicalId}`);
    return resource;
  }

  #pseudoParameter(name: string): Json | undefined {
    const { stackName, environment } = this.#stack;
    const { accountId, region } = environment;
    const values: Record<string, Json | undefined> = {
      'AWS::AccountId': accountId,
      'AWS::NoValue': undefined,
      'AWS::NotificationARNs': [],
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
      'AWS::StackName': stackName,
      'AWS::URLSuffix': urlSuffix,
    };
    if (!(name in values)) throw new Error(`there is no pseudo parameter ${name}`);
    return values[name];
  }
}

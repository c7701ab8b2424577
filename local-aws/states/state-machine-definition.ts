import { z } from 'zod';
import { isJsonObject, type Json, type JsonObject } from '../json';

const schema = z.object({
  DefinitionString: z.string().optional(),
  Definition: z.json().optional(),
  DefinitionS3Location: z.object({ Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/**
 * The definition of an `AWS::StepFunctions::StateMachine`, wherever its resolved properties keep it, with `${Name}`
 * replaced as DefinitionSubstitutions says.
 * @throws Error where there is none, or it is not a JSON object
 */
export function stateMachineDefinition(
  properties: JsonObject,
  readAsset: (objectKey: string) => string,
): JsonObject {
  const { DefinitionString, Definition, DefinitionS3Location, DefinitionSubstitutions } =
    schema.parse(properties);
  const source =
    DefinitionString ??
    (Definition === undefined ? undefined : JSON.stringify(Definition)) ??
    (DefinitionS3Location && readAsset(DefinitionS3Location.Key));
  if (source === undefined) throw new Error('the state machine has no definition');
  const definition: Json = JSON.parse(substitute(source, DefinitionSubstitutions));
  if (!isJsonObject(definition)) throw new Error('the definition of a state machine is a JSON object');
  return definition;
}

/** A plain text replacement, as CloudFormation makes it; names nobody substitutes stay as they are. */
function substitute(source: string, substitutions: Record<string, string | number | boolean>): string {
  return source.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (placeholder, name: string) =>
    String(substitutions[name] ?? placeholder),
  );
}

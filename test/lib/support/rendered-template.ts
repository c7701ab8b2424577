import { isDeepStrictEqual } from 'node:util';
import { Document, visit } from 'yaml';
import { definitionText, tasksDefinitionText } from './definition';
import { linesOf, type Statement } from './permissions';
import type { ReadableTemplate, Resource } from './readable-template';

/** Resources as a reviewer reads them, by `type name`. */
export type Rendered = Record<string, unknown>;

/** Whole resources, without what changes with every byte of a bundle or of a definition. */
export function rendered(template: ReadableTemplate): Rendered {
  const resources = template
    .all()
    .map(([name, resource]) => [`${resource.Type} ${name}`, withoutFiles(resource)] as const);
  const byName = Object.fromEntries(resources);
  if (Object.keys(byName).length < resources.length) throw new Error('Two resources have the same name.');
  return byName;
}

const definitionFiles: Record<string, string> = {
  [definitionText]: 'purge-workflow.asl.json',
  [tasksDefinitionText]: 'privileged-tasks.asl.json',
};

function withoutFiles({ Type, ...resource }: Resource): object {
  return JSON.parse(JSON.stringify(resource), (key, value) => {
    if (key === 'Statement') return [value].flat().flatMap(inWords);
    if (key === 'DefinitionString') return definitionFiles[value] ?? value;
    if (key === 'Code') return 'its bundle';
    if (key === 'PolicyName') return value.replace(/[0-9A-F]{8}$/, '');
    if (key === 'DashboardBody') return JSON.parse(value);
    return value;
  });
}

/** A statement of a role's policy as `permissions` has it; one that says more, such as a principal, as it is. */
function inWords(statement: Statement): unknown[] {
  const said = new Set(['Effect', 'Action', 'Resource', 'Condition']);
  return Object.keys(statement).every((key) => said.has(key)) ? linesOf(statement) : [statement];
}

/** What `to` has in place of `from`, field by field, lists whole; what it has not is `absent`. */
export function differences(from: object, to: object): Rendered {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  const unequal = [...keys].filter((key) => !isDeepStrictEqual(Reflect.get(from, key), Reflect.get(to, key)));
  return Object.fromEntries(
    unequal.map((key) => {
      const [one, other = 'absent']: unknown[] = [Reflect.get(from, key), Reflect.get(to, key)];
      return [key, isObject(one) && isObject(other) ? differences(one, other) : other];
    }),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** YAML whose keys are in the order of the alphabet, so that a diff shows only what changed; what fits is on one line. */
export function yaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, sortMapEntries: true });
  visit(document, {
    Collection(depth, node) {
      if (depth !== null && JSON.stringify(node.toJSON()).length <= 150) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

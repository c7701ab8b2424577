import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const builder = new XMLBuilder({ ignoreAttributes: false });
const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, ignoreDeclaration: true });

/** Elements as XML: a list becomes repeated elements, a key that starts with `@_` an attribute. */
export const xmlOf = (root: Readonly<Record<string, unknown>>): string => builder.build(root);

/** Elements as an XML document, which says that it is one. */
export const xmlDocument = (root: Readonly<Record<string, unknown>>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(root)}`;

/** The name of an XML text's root element and what is in it; undefined where that is no elements. */
export function readXml(text: string): [root: string, content: Record<string, unknown>] | undefined {
  if (!text.startsWith('<')) return undefined;
  const [root, content] = Object.entries<Record<string, unknown>>(parser.parse(text))[0] ?? [];
  return root !== undefined && typeof content === 'object' ? [root, content] : undefined;
}

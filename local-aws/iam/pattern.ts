/** Whether a text matches a policy's pattern; `context` resolves policy variables. */
export type Pattern = (text: string, context: ConditionContext) => boolean;

/** What a request says about itself, by condition key in lower case; a list is a multivalued key. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

const variable = /\$\{([^}]+)\}/g;

/**
 * A pattern of a policy: `*` is any text, `?` any one character, `${aws:PrincipalAccount}` what the request says
 * (IAM User Guide, "IAM policy elements: Variables and tags"). A variable that the request lacks matches nothing.
 */
export function pattern(source: string): Pattern {
  if (!hasVariables(source)) {
    const matches = wildcard(source);
    return (text) => matches(text);
  }
  return (text, context) => {
    const resolved = resolveVariables(source, context);
    return resolved !== undefined && wildcard(resolved)(text);
  };
}

/** Whether a text has policy variables in it, such as `${aws:PrincipalAccount}`. */
export const hasVariables = (source: string) => source.includes('${');

/** Text with its policy variables resolved; undefined when the request lacks one. */
export function resolveVariables(source: string, context: ConditionContext): string | undefined {
  let missing = false;
  const resolved = source.replaceAll(variable, (_, name: string) => {
    const value = context[name.toLowerCase()];
    missing ||= typeof value !== 'string';
    return String(value);
  });
  return missing ? undefined : resolved;
}

/** Compiles a policy's pattern in which `*` is any text and `?` any one character, case-sensitive. */
export function wildcard(source: string): (text: string) => boolean {
  if (source === '*') return () => true;
  if (!/[*?]/.test(source)) return (text) => text === source;
  const escaped = source.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  return (text) => expression.test(text);
}

/**
 * Compiles an ARN with wildcards, each of which stays within its part; the resource, the sixth, may hold colons (IAM
 * User Guide, "Amazon Resource Name (ARN) condition operators").
 */
export function arnPattern(source: string): (arn: string) => boolean {
  const parts = arnParts(source).map(wildcard);
  return (arn) => {
    const actual = arnParts(arn);
    return actual.length === parts.length && parts.every((matches, index) => matches(actual[index] ?? ''));
  };
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}

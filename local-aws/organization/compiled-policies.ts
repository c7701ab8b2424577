import { parsePolicy } from '../iam/policy-document';
import { compilePolicy, type Statement } from '../iam/statement';

/** A policy is compiled once for its text, so that a test may change it at any time. */
const compiled = new Map<string, readonly Statement[]>();

/**
 * Compiles a policy, given as JSON or as its text, once for each text.
 * @throws Error that names the policy and what in it is not supported
 */
export function statementsOf(name: string, policy: unknown): readonly Statement[] {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const known = compiled.get(text);
  if (known) return known;
  const statements = compilePolicy(parsePolicy(JSON.parse(text), name), name);
  compiled.set(text, statements);
  return statements;
}

/** Why nothing can be made of a policy; undefined where something can. */
export function invalidPolicy(policy: string, name: string): string | undefined {
  try {
    statementsOf(name, policy);
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError
      ? "Policies must be valid JSON and the first byte must be '{'"
      : String(error instanceof Error ? error.message : error);
  }
}

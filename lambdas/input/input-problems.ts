/** One thing that is wrong with the input: in which of its fields, and what. */
export interface InputProblem {
  /** From a field of the input to the wrong value in it, for instance `['accounts', 0]`. */
  readonly path: readonly PropertyKey[];
  /** For instance `received "12"; allowed: a 12-digit account ID`. */
  readonly what: string;
}

/** A problem of one field of an execution input, with the value received and what is allowed. */
export function problem(field: string, received: unknown, allowed: string): InputProblem {
  return problemAt([field], received, allowed);
}

/** A problem somewhere inside a field of an execution input, with the value received and what is allowed. */
export function problemAt(path: readonly PropertyKey[], received: unknown, allowed: string): InputProblem {
  return { path, what: `received ${shown(received)}; allowed: ${allowed}` };
}

/** A problem of an input in one line: `accounts[0]: received "12"; allowed: a 12-digit account ID`. */
export function problemText({ path, what }: InputProblem): string {
  return `${pathText(path)}: ${what}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>((name, key) => {
      if (typeof key === 'number') return `${name}[${key}]`;
      return name ? `${name}.${String(key)}` : String(key);
    }, '') || 'input'
  );
}

/**
 * The cause of a failed execution has room for 32,768 characters, and a wrong list file can have thousands of problems.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionFailedEventDetails.html
 */
const mostProblems = 100;

/** The first hundred problems of an input as lines, and how many more there are. */
export function problemLines(
  problems: readonly InputProblem[],
  textOf: (problem: InputProblem) => string = problemText,
): string[] {
  const more = problems.length - mostProblems;
  return [...problems.slice(0, mostProblems).map(textOf), ...(more > 0 ? [`and ${more} more`] : [])];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

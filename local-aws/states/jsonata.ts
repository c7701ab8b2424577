import jsonata from 'jsonata';
import type { Json, JsonObject } from '../json';
import { stepFunctionsFunctions, unsupportedCall } from './jsonata-functions';
import { StatesError } from './states-error';
import type { Variables } from './variables';

/** What the expressions of one field can see. */
export interface Scope {
  /** Workflow variables, read as `$name`. */
  variables: Variables;
  /** Read as `$states`. */
  states: Readonly<Record<string, Json>>;
  /** What `$now()` and `$millis()` answer. */
  now: Date;
}

/** An expression that failed or returned nothing, with the field it stands in (`Arguments/Payload/run`). */
export class QueryEvaluationError extends StatesError {
  readonly location: string;

  constructor(location: string, cause: string) {
    super('States.QueryEvaluationError', cause);
    this.location = location;
  }
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** Whether a text is a JSONata expression of Step Functions: `{% … %}`. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && EXPRESSION.test(value);
}

/** What is wrong with the first expression in a template that cannot run; undefined when all can. */
export function expressionError(template: Json): string | undefined {
  if (typeof template === 'object' && template !== null) {
    return Object.values(template).map(expressionError).find(Boolean);
  }
  if (!isExpression(template)) return undefined;
  const source = sourceOf(template);
  const call = unsupportedCall(source);
  if (call) return `the JSONata expression '${source}' calls ${call}, which is not supported`;
  try {
    compile(source);
  } catch (thrown) {
    return `the JSONata expression '${source}' does not parse. ${describe(thrown)}`;
  }
}

/** The template with every `{% expression %}` in it replaced by its value. @throws QueryEvaluationError */
export async function evaluate(template: Json, field: string, scope: Scope): Promise<Json> {
  if (isExpression(template)) return evaluateExpression(sourceOf(template), field, scope);
  if (Array.isArray(template)) {
    return Promise.all(template.map((item, index) => evaluate(item, `${field}[${index}]`, scope)));
  }
  if (typeof template !== 'object' || template === null) return template;
  const values: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    values[key] = await evaluate(value, `${field}/${key}`, scope);
  }
  return values;
}

async function evaluateExpression(source: string, field: string, scope: Scope): Promise<Json> {
  const where = `The JSONata expression '${source}' specified for the field '${field}'`;
  let result: Json | undefined;
  try {
    const bindings = { ...scope.variables, states: scope.states, [EVALUATION]: { now: scope.now, steps: 0 } };
    result = plain(await compile(source).evaluate(undefined, bindings));
  } catch (thrown) {
    throw new QueryEvaluationError(field, `${where} threw an error during evaluation. ${describe(thrown)}`);
  }
  if (result === undefined) throw new QueryEvaluationError(field, `${where} returned nothing (undefined).`);
  return result;
}

/** What stands between `{%` and `%}`, without the space around it. */
export const sourceOf = (expression: string) => EXPRESSION.exec(expression)?.[1]?.trim() ?? '';

const compiled = new Map<string, jsonata.Expression>();

function compile(source: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known) return known;
  const expression = jsonata(source);
  for (const [name, implementation] of Object.entries({ ...stepFunctionsFunctions, ...timeFunctions })) {
    expression.registerFunction(name, implementation);
  }
  // Step Functions has no $eval; a call is then T1006, an attempt to invoke a non-function.
  expression.assign('eval', undefined);
  countSteps(expression);
  compiled.set(source, expression);
  return expression;
}

/** Where an evaluation keeps its own state in JSONata's environment; no expression can spell this name. */
const EVALUATION = ' evaluation';

interface Evaluation {
  now: Date;
  steps: number;
}

// JSONata's own $now and $millis read the machine's clock, and share it between evaluations that run at once.
const timeFunctions = {
  millis(this: jsonata.Focus): number {
    return evaluationIn(this.environment).now.getTime();
  },
  now(this: jsonata.Focus, picture?: string, timezone?: string): Promise<unknown> {
    const millis = evaluationIn(this.environment).now.getTime();
    return compile('$fromMillis($millis, $picture, $timezone)').evaluate(undefined, {
      millis,
      picture,
      timezone,
    });
  },
};

const evaluationIn = (environment: jsonata.Environment): Evaluation => environment.lookup(EVALUATION);

/** Step Functions stops an expression after about a second; counted in steps, a busy machine changes nothing. */
const MOST_STEPS = 1_000_000;

function countSteps(expression: jsonata.Expression): void {
  const hooks: { assign(name: string | symbol, value: unknown): void } = expression;
  hooks.assign(
    Symbol.for('jsonata.__evaluate_entry'),
    (_node: unknown, _input: unknown, environment: jsonata.Environment) => {
      const evaluation = evaluationIn(environment);
      if (evaluation && ++evaluation.steps > MOST_STEPS) throw new Error('Expression evaluation timeout');
    },
  );
}

/** JSONata marks its arrays as sequences, and the marks change how a later expression reads them: copy them away. */
function plain(value: unknown): Json | undefined {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean')
    return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value !== 'object' || '_jsonata_function' in value || '_jsonata_lambda' in value) {
    throw new Error(`The result is not JSON but ${typeof value === 'number' ? value : 'a function'}`);
  }
  const copy: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const kept = plain(entry);
    if (kept !== undefined) copy[key] = kept;
  }
  return copy;
}

function describe(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  const code = 'code' in thrown ? `${thrown.code}: ` : '';
  return `${code}${'message' in thrown ? thrown.message : JSON.stringify(thrown)}`;
}

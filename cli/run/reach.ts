import {
  type AccessControl,
  AwsError,
  isJsonObject,
  type Json,
  type JsonObject,
  type LambdaFunction,
  type StateMachine,
} from '../../local-aws';

/** What of the app can be reached, whoever asks: to audit, nothing that deletes; tasks for `everything` alone. */
export type Reach = 'audit' | 'purge' | 'everything';

interface Machines {
  readonly purge: StateMachine;
  readonly tasks: StateMachine;
}

const auditPolicy = ':iam::aws:policy/root-task/IAMAuditRootUserCredentials';

/**
 * The functions that are in reach, by what the template says of them: those that privileged tasks alone invoke are left
 * out, and, to audit, those of every map that opens root sessions with another task policy than the audit's.
 * @throws Error where a function is left that may open one
 */
export function functionsInReach(
  functions: readonly LambdaFunction[],
  { purge, tasks }: Machines,
  access: AccessControl,
  reach: Reach,
): LambdaFunction[] {
  if (reach === 'everything') return [...functions];
  const isOfTasksAlone = ({ arn }: LambdaFunction) =>
    names(tasks.definition, arn) && !names(purge.definition, arn);
  const inReach = functions.filter((lambda) => !isOfTasksAlone(lambda));
  if (reach === 'purge') return inReach;
  const changing = functions.filter(({ roleArn }) => opensToChange(access, roleArn));
  const isChanging = (map: JsonObject) => changing.some(({ arn }) => names(map, arn));
  const rest = withoutMaps(purge.definition, isChanging);
  const left = inReach.filter(({ arn }) => names(rest, arn) || !names(purge.definition, arn));
  const wrong = left.find(({ arn }) => changing.some((lambda) => lambda.arn === arn));
  if (wrong) throw new Error(`An audit would reach ${wrong.name}, which may open more than audit sessions.`);
  return left;
}

/** Refuses what is not in reach. @throws AwsError where an execution's input asks for more */
export function assertInReach(reach: Reach, input: Json): void {
  if (reach !== 'audit' || (isJsonObject(input) && input.mode === 'audit')) return;
  throw new AwsError(
    'ValidationException',
    'Only audits can be started here: the input must say {"mode":"audit"}.',
  );
}

/** Whether a definition names a function, by its ARN. */
const names = (definition: Json, arn: string) => JSON.stringify(definition).includes(JSON.stringify(arn));

/** Every Allow that is not bound to the audit's task policy, as a condition of this one kind says it. */
function opensToChange({ policies }: AccessControl, roleArn: string): boolean {
  const statements = (policies.roles[roleArn] ?? []).flatMap(({ Statement }) => Statement);
  return statements.some(({ Effect, Action = ['*'], Condition }) => {
    if (Effect !== 'Allow' || !Action.some((action) => /^(\*|sts:(\*|assumeroot))$/i.test(action)))
      return false;
    const allowed = Condition.ArnEquals?.['sts:TaskPolicyArn'] ?? ['*'];
    return allowed.some((arn) => !arn.endsWith(auditPolicy));
  });
}

function withoutMaps(definition: JsonObject, isOut: (map: JsonObject) => boolean): JsonObject {
  const states = isJsonObject(definition.States ?? null) ? Object.entries(definition.States ?? {}) : [];
  const kept = states.filter(([, state]) => !(isJsonObject(state) && state.Type === 'Map' && isOut(state)));
  return { ...definition, States: Object.fromEntries(kept) };
}

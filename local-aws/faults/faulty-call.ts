import { readCall, type WireCall } from '../wire/protocols';

/** A call that faults may strike, with what more they are aimed by. */
export interface FaultyCall extends WireCall {
  /** What AssumeRoot asks for. */
  readonly assumeRoot?: RootSessionAskedFor;
  /** The path of an object of Amazon S3, for instance `/bucket/runs/x/plan.json`; otherwise `/`. */
  readonly path: string;
  /** Whether it is a write to Amazon S3 that must not overwrite (`If-None-Match`). */
  readonly conditional: boolean;
}

/** The account and the task policy of a root session. */
export interface RootSessionAskedFor {
  readonly accountId: string;
  /** The last part of its ARN: `IAMAuditRootUserCredentials`. */
  readonly taskPolicy: string;
}

/** Reads a request that goes on to its service; undefined where that is none that is known here. */
export async function readFaultyCall(request: Request): Promise<FaultyCall | undefined> {
  const call = await readCall(request.clone());
  if (!call) return undefined;
  const { Bucket = '', Key = '', IfNoneMatch } = call.parameters;
  const path = Key === '' ? `/${Bucket}` : `/${Bucket}/${Key}`;
  return { ...call, path, conditional: IfNoneMatch !== undefined, assumeRoot: assumeRootOf(call) };
}

function assumeRootOf({ operation, parameters }: WireCall): RootSessionAskedFor | undefined {
  if (operation !== 'AssumeRoot') return undefined;
  const [accountId] = /\d{12}/.exec(String(parameters.TargetPrincipal)) ?? [];
  const [, taskPolicy = ''] = String(parameters['TaskPolicyArn.arn']).split('root-task/');
  return accountId === undefined ? undefined : { accountId, taskPolicy };
}

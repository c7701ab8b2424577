import { randomUUID } from 'node:crypto';
import { purgeTaskPolicies } from '../../../lambdas/root-session/task-policies';
import { privilegedTasks } from '../../../lambdas/tasks/registry';
import type { Invocation, Json } from '../../../local-aws';
import type { Reach } from '../reach';

/** Loads the function of a state, which parses its payload by itself. */
type Load = () => Promise<{ handler(payload: never, context: never): Promise<unknown> }>;

const audit = {
  ListAccounts: () => import('../../../lambdas/list-accounts'),
  AssumeRootToInspect: () => import('../../../lambdas/assume-root-to-inspect'),
  InspectCredentials: () => import('../../../lambdas/inspect-credentials'),
  PlanPurge: () => import('../../../lambdas/plan-purge'),
  WriteReport: () => import('../../../lambdas/write-report'),
};

const purge = {
  ...audit,
  RequestApproval: () => import('../../../lambdas/request-approval'),
  RemindApprovers: () => import('../../../lambdas/remind-approvers'),
  DeliverDecision: () => import('../../../lambdas/deliver-decision'),
  CloseApproval: () => import('../../../lambdas/close-approval'),
  AssumeRootToPurge: () => import('../../../lambdas/assume-root-to-purge'),
  DeleteSigningCertificates: () => import('../../../lambdas/delete-signing-certificates'),
  DeleteAccessKeys: () => import('../../../lambdas/delete-access-keys'),
  DeleteLoginProfile: () => import('../../../lambdas/delete-login-profile'),
  DeactivateMfaDevices: () => import('../../../lambdas/deactivate-mfa-devices'),
  VerifyAccount: () => import('../../../lambdas/verify-account'),
};

const everything = {
  ...purge,
  ResolveTask: () => import('../../../lambdas/resolve-task'),
  PlanTask: () => import('../../../lambdas/plan-task'),
  ReportTask: () => import('../../../lambdas/report-task'),
  AssumeRootToAllowPasswordRecovery: () => import('../../../lambdas/assume-root-to-allow-password-recovery'),
  AllowPasswordRecovery: () => import('../../../lambdas/allow-password-recovery'),
  AssumeRootToReadBucketPolicy: () => import('../../../lambdas/assume-root-to-read-bucket-policy'),
  ReadBucketPolicy: () => import('../../../lambdas/read-bucket-policy'),
  AssumeRootToUnlockBucket: () => import('../../../lambdas/assume-root-to-unlock-bucket'),
  DeleteBucketPolicy: () => import('../../../lambdas/delete-bucket-policy'),
  AssumeRootToReadQueuePolicy: () => import('../../../lambdas/assume-root-to-read-queue-policy'),
  ReadQueuePolicy: () => import('../../../lambdas/read-queue-policy'),
  AssumeRootToUnlockQueue: () => import('../../../lambdas/assume-root-to-unlock-queue'),
  DeleteQueuePolicy: () => import('../../../lambdas/delete-queue-policy'),
};

/** The functions that are there, by the state that invokes each: of an audit none that could change an account. */
export const functionsOf: Readonly<Record<Reach, Readonly<Record<string, Load>>>> = {
  audit,
  purge,
  everything,
};

/** Whether a function calls AWS with the credentials of whoever runs this, and not in a root session. */
export const usesCaller = (state: string) =>
  state === 'ListAccounts' || state === 'ResolveTask' || state.startsWith('AssumeRoot');

/** Functions in this process, and what is told of them. */
export interface FunctionsOptions {
  readonly reach: Reach;
  /** The environment variables that the app gives its functions. */
  readonly variables: Readonly<Record<string, string>>;
  /** Told of each function that failed. */
  readonly onLog: (state: string, line: string) => void;
}

/** Runs the app's functions in this process, each loaded when it is first invoked. */
export class Functions {
  readonly #options: FunctionsOptions;
  readonly #loaded = new Map<string, ReturnType<Load>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  /** Invokes the function of a state with a copy of the payload; what it gives is a copy, too. */
  async invoke(state: string, payload: Json): Promise<Invocation> {
    const requestId = randomUUID();
    const { handler } = await this.#load(state);
    try {
      const result = await handler(copyOf(payload) as never, context(state, requestId) as never);
      return { requestId, payload: copyOf(result) };
    } catch (error) {
      const functionError = functionErrorOf(error);
      this.#options.onLog(state, `ERROR Invoke Error ${JSON.stringify(functionError)}`);
      return { requestId, functionError };
    }
  }

  /** Loads all of them, in the order in which a run comes to them. */
  async warm(): Promise<void> {
    for (const state of Object.keys(functionsOf[this.#options.reach])) await this.#load(state);
  }

  #load(state: string): ReturnType<Load> {
    const loaded = this.#loaded.get(state) ?? this.#loadNext(state);
    this.#loaded.set(state, loaded);
    return loaded;
  }

  /** One after the other, since a function reads its variables when it is loaded, and they differ. */
  #loadNext(state: string): ReturnType<Load> {
    const load = functionsOf[this.#options.reach][state];
    if (!load) return Promise.reject(new Error(`There is no function ${state} here.`));
    const loading = this.#last.then(() => {
      const TASK_POLICY_ARN = `arn:aws:iam::aws:policy/root-task/${taskPolicies[state]}`;
      Object.assign(process.env, this.#options.variables, state in taskPolicies && { TASK_POLICY_ARN });
      return load();
    });
    this.#last = loading.catch(() => undefined);
    return loading;
  }
}

const taskPolicies: Readonly<Record<string, string>> = {
  ...purgeTaskPolicies,
  ...Object.fromEntries(
    Object.values(privilegedTasks).flatMap(({ states, taskPolicy }) =>
      states.open.map((state) => [state, taskPolicy]),
    ),
  ),
};

const copyOf = (value: unknown): Json => JSON.parse(JSON.stringify(value) ?? 'null');

function context(functionName: string, awsRequestId: string) {
  return {
    functionName,
    awsRequestId,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionName,
    memoryLimitInMB: '256',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 60_000,
  };
}

function functionErrorOf(error: unknown) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

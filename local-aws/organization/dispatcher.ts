import type { Clock } from '../clock';
import type { AccessControl } from '../iam/access-control';
import { rootArn } from '../iam/principal';
import type { SecretsOf } from '../iam/signature';
import { authorize } from './authorize';
import {
  accessKeyOf,
  type Caller,
  type CallerHeaders,
  identifyCaller,
  regionOf,
  withoutSession,
} from './caller';
import { isoSeconds } from './dates';
import type { Answer, Call } from './operation';
import type { Credentials, Organization } from './organization';
import type { WireCall } from './protocol';
import { ServiceError } from './service-error';
import { SERVICES } from './services';
import { Sessions } from './sessions';
import { accountIdOf } from './sts-operations';
import { type Rate, Throttle } from './throttle';

/** A call as a test's hook sees it, before anything is checked. */
export interface ObservedCall extends WireCall {
  /** The account it is about: AssumeRoot's target, the session's account, or Organizations' `AccountId`. */
  accountId?: string;
}

export interface DispatcherOptions {
  organization: Organization;
  clock: Clock;
  /** Milliseconds that every call takes, by the clock. @default 0 */
  latency?: number;
  /** How fast operations such as `organizations:EnableAWSServiceAccess` may be called. @default any speed */
  throttle?: Readonly<Record<string, Rate>>;
  /** Awaited before each operation; may change the organization, or throw a ServiceError as the call's answer. */
  onCall?: (call: ObservedCall) => void | Promise<void>;
  /** What a read is shown of an account's credentials. @default the credentials themselves */
  seenBy?: (accountId: string, operation: string, truth: Credentials) => Credentials;
}

/** Runs calls against the organization: who is calling, may they, and then the operation itself. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #sessions = new Sessions();
  readonly #counts = new Map<string, number>();
  readonly #throttle: Throttle;
  #access: AccessControl | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#throttle = new Throttle(options.throttle ?? {}, options.clock);
  }

  /** From now on knows the callers that `access` knows, and what they may do. @default all are the operator */
  enforce(access: AccessControl): void {
    this.#access = access;
  }

  /** Whether the access key is one of a root session, be that still good or not. */
  isRootSession(headers: CallerHeaders): boolean {
    return this.#sessionOf(headers) !== undefined;
  }

  /** Of root sessions, and of the callers that `access` knows. */
  readonly secretsOf: SecretsOf = (accessKeyId) =>
    this.#sessions.find(accessKeyId) ?? this.#access?.secretsOf(accessKeyId);

  calls(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  /** The operation's answer; throws the ServiceError it is refused with, after noting it in the event log. */
  async dispatch(call: WireCall, headers: CallerHeaders): Promise<Answer | undefined> {
    const { clock, latency = 0, onCall } = this.#options;
    const accountId = this.#accountOf(call, headers);
    const record = this.#recorder(call, headers, accountId);
    this.#count(call);
    try {
      if (latency > 0) await clock.sleep(latency);
      this.#throttle.take(`${call.service}:${call.operation}`);
      await onCall?.({ ...call, accountId });
      return this.#run(call, headers, record);
    } catch (error) {
      if (error instanceof ServiceError) record('refused', error.code);
      throw error;
    }
  }

  #run(call: WireCall, headers: CallerHeaders, record: Call['record']): Answer | undefined {
    const { organization, clock } = this.#options;
    const { service, operation, parameters } = call;
    const { operations, protocol } = SERVICES[service];
    const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!run) throw protocol.unknownOperation(call);
    const now = clock.now();
    const known = { organization, access: this.#access };
    const caller = this.#shown(operation, identifyCaller(headers, known, this.#sessions, now));
    const region = regionOf(headers);
    authorize({ ...known, caller, service, operation, parameters, region });
    return run({ organization, sessions: this.#sessions, caller, parameters, region, now, record });
  }

  /** A caller whose reads show what `seenBy` says; changes meet the truth. */
  #shown(operation: string, caller: Caller): Caller {
    const { seenBy } = this.#options;
    if (!seenBy || !/^(Get|List)/.test(operation)) return caller;
    const credentials = seenBy(caller.account.id, operation, caller.credentials);
    return { ...caller, credentials, account: { ...caller.account, credentials } };
  }

  #count({ service, operation }: WireCall): void {
    const name = `${service}:${operation}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #recorder(call: WireCall, headers: CallerHeaders, accountId: string | undefined): Call['record'] {
    const { organization, clock } = this.#options;
    return (type, detail) => {
      const { principal, home } = this.#whoIs(headers);
      organization.events.push({
        at: isoSeconds(clock.now()),
        type,
        operation: `${call.service}:${call.operation}`,
        accountId: accountId ?? home,
        principal,
        detail,
      });
    };
  }

  #accountOf({ service, operation, parameters }: WireCall, headers: CallerHeaders): string | undefined {
    if (operation === 'AssumeRoot') return accountIdOf(String(parameters.TargetPrincipal));
    if (service === 'organizations') return parameters.AccountId ? String(parameters.AccountId) : undefined;
    return this.#sessionOf(headers)?.accountId;
  }

  /** The caller and its account, however good its credentials are. */
  #whoIs(headers: CallerHeaders): { principal: string; home: string } {
    const session = this.#sessionOf(headers);
    if (session) return { principal: rootArn(session.accountId), home: session.accountId };
    const { organization } = this.#options;
    const { arn, account, isOfApp } = withoutSession(headers, { organization, access: this.#access });
    return { principal: arn, home: isOfApp ? organization.managementAccount.id : account.id };
  }

  #sessionOf(headers: CallerHeaders) {
    return this.#sessions.find(accessKeyOf(headers) ?? '');
  }
}

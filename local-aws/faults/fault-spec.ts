/** What can go wrong on demand, and how. */
export const faults = {
  throttle: 'the call is refused: Throttling, Rate exceeded',
  bucket: 'calls beyond COUNT a second are throttled, as a token bucket does',
  error: 'the call is answered with status 500, and did nothing',
  reset: 'the connection is reset before the call arrives',
  lost: 'the call is done, and the connection is reset before its answer',
  truncate: 'the call is done, and its answer ends half-way',
  stall: 'the call is done, and after half of its answer nothing comes, and no end',
  empty: 'the call is done, and its answer has nothing in it',
  'no-content': 'the call is done, and its answer is 204, No Content',
  html: 'the call is done, and an HTML page arrives instead, as of a network that wants a sign-in',
  'error-as-ok': 'the call is done, and an error arrives instead, with status 200',
  another: 'the call is done, and the answer of another operation arrives instead',
  missing: 'the call is done, and its answer lacks what it was asked for, as the list itself',
  nameless: 'the call is done, and what its answer lists has no IDs',
  cut: 'the call is done, and its answer says that more follows, and has no marker for it',
  repeat: 'the call is done, and its answer says that more follows, always after the same marker',
  endless: 'the call is done, and its answer is an empty page that more follows, after ever new markers',
  slow: 'the call is done, and its answer comes after the client has given up',
  expired: 'the session of the call has expired',
  conflict: 'S3 sees two conditional writes at once: 409 ConditionalRequestConflict',
  misdirect: 'AssumeRoot opens a session in another account than was asked for',
  stale: 'a read still shows what is deleted already',
  appear: 'somebody creates a credential just before the call',
  vanish: 'somebody deletes a credential just before the call',
  replace: 'somebody sets another password just before the call, where there was one',
  reenable: 'somebody enables another MFA device under the serial number of one before the call',
  'crash-before': 'the function crashes before it does anything',
  'crash-after': 'the function crashes when it has done its work',
  timeout: 'the function does its work and runs into its time limit',
  duplicate: 'the function, or the Express child of a map, runs twice with the same input',
  'lambda-quota': 'no more than COUNT functions run at once: Lambda throttles the next one',
  unwritten: 'the state machine cannot write an object, for instance a result of a map',
  unheard: 'S3 tells EventBridge nothing of an object that is written',
  unread: 'the state machine cannot read an object, for instance the items of a map',
} as const;

/** The name of a fault, as the option that asks for it spells it. */
export type FaultName = keyof typeof faults;

/** The faults that change what an answer says, though it arrives. */
export const hostileFaults = [
  ...(['empty', 'no-content', 'html', 'error-as-ok', 'another', 'missing'] as const),
  ...(['nameless', 'repeat', 'endless', 'cut'] as const),
] satisfies FaultName[];
/** The name of a fault that changes what an answer says. */
export type HostileFault = (typeof hostileFaults)[number];

/** One thing that goes wrong: `throttle:AssumeRoot=3@50%`. */
export interface FaultRule {
  readonly fault: FaultName;
  /**
   * An operation (`AssumeRoot`), a service (`iam`), a function (`ListThings`) or a key, also of one account
   * (`111122223333/AssumeRoot`) or of the sessions of one task policy (`IAMAuditRootUserCredentials/GetUser`); a part
   * of its name is enough. @default all
   */
  readonly target?: string;
  /** How many of an account's first matching calls may be hit. @default 1, and without end where a rate is given */
  readonly count?: number;
  /** Of the matching calls, in percent. @default 100 */
  readonly percent?: number;
}

/** A fault specification that cannot be understood; the message names everything that is wrong with it. */
export class FaultSpecError extends Error {
  override readonly name = 'FaultSpecError';
}

/**
 * Reads `FAULT[:TARGET][=COUNT][@PERCENT%]`, several separated by commas: `throttle:AssumeRoot=8,reset:iam@5%`.
 * @throws FaultSpecError
 */
export function parseFaultSpec(spec: string): FaultRule[] {
  const parts = spec.split(',').map((part) => part.trim());
  const wrong = parts.filter((part) => !readRule(part));
  const names = wrong.every((part) => isFault(nameIn(part))) ? [] : [`allowed are ${faultNames}`];
  if (wrong.length > 0) throw new FaultSpecError([...wrong.map(describeProblem), ...names].join('; '));
  return parts.flatMap((part) => readRule(part) ?? []);
}

const faultNames = Object.keys(faults).join(', ');
const nameIn = (part: string) => /^[\w-]*/.exec(part)?.[0] ?? '';

function describeProblem(part: string): string {
  const name = nameIn(part);
  if (!isFault(name)) return `received "${part}", and there is no fault "${name}"`;
  const allowed = withoutRate[name] ?? 'FAULT[:TARGET][=COUNT][@PERCENT%], such as throttle:AssumeRoot=8@50%';
  return `received "${part}"; allowed: ${allowed}`;
}

/** Those of so many a second, or at once: no share of them, and of the functions of an account all together. */
const withoutRate: Readonly<Partial<Record<string, string>>> = {
  bucket: 'bucket[:TARGET]=COUNT, such as bucket:AssumeRoot=5',
  'lambda-quota': 'lambda-quota[=COUNT], such as lambda-quota=5',
};

const shape = /^([a-z-]+)(?::([\w/.-]+))?(?:=([1-9]\d{0,6}))?(?:@(\d{1,3})%)?$/;

function readRule(part: string): FaultRule | undefined {
  const [, fault = '', target, count, percent] = shape.exec(part) ?? [];
  if (!isFault(fault) || Number(percent ?? 1) > 100 || Number(percent ?? 1) === 0) return undefined;
  if (fault in withoutRate && percent !== undefined) return undefined;
  if (fault === 'lambda-quota' && target !== undefined) return undefined;
  return {
    fault,
    ...(target !== undefined && { target }),
    ...(count !== undefined && { count: Number(count) }),
    ...(percent !== undefined && { percent: Number(percent) }),
  };
}

const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name);

/** The specification of these rules: what `parseFaultSpec` reads. */
export function formatFaultSpec(rules: readonly FaultRule[]): string {
  return rules
    .map(({ fault, target, count, percent }) =>
      [
        fault,
        target === undefined ? '' : `:${target}`,
        count === undefined ? '' : `=${count}`,
        percent === undefined ? '' : `@${percent}%`,
      ].join(''),
    )
    .join(',');
}

import { markdown } from './table';

/** What a run is billed for, counted; a test counts the same in a run and compares. */
export interface Units {
  readonly transitions: number;
  readonly expressRequests: number;
  readonly invocations: number;
  /** Of the sealing key: a data key for each session, and one decryption by each stage that has something to do. */
  readonly kms: number;
  readonly s3Puts: number;
  /** Requests to each approver, and the outcome. */
  readonly emails: number;
}

/** How many accounts a run that is to be paid for has of each kind. */
export interface Accounts {
  /** Inspected and found without root credentials. */
  readonly clean: number;
  /** Inspected, approved and purged. */
  readonly purged: number;
}

/** Of a run that one approver of all decides on; with no account to purge, of one that asks nobody. */
export function unitsOf({ clean, purged }: Accounts, approvers = 1): Units {
  const inspected = clean + purged;
  const asks = purged > 0;
  return {
    // The states outside of the maps, one for each approver who is told, and one for each child of a Distributed Map.
    // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html
    transitions: (asks ? 17 : 11) + approvers + inspected + purged,
    expressRequests: inspected + purged,
    // Once in a run: six states and functions, a decision delivered twice, and four visits of the approval page.
    invocations: (asks ? 11 : 3) + 2 * inspected + 6 * purged,
    kms: (asks ? 3 : 0) + 2 * inspected + 6 * purged,
    s3Puts: (asks ? 14 : 9) + purged,
    emails: (asks ? 2 : 1) * approvers,
  };
}

/** In dollars, us-east-1, without the free tiers; as published in November 2026. */
export const prices = {
  // https://aws.amazon.com/step-functions/pricing/
  transition: 0.025 / 1000,
  expressRequest: 1 / 1_000_000,
  expressGigabyteSecond: 0.00001667,
  // https://aws.amazon.com/lambda/pricing/ (arm64)
  invocation: 0.2 / 1_000_000,
  lambdaGigabyteSecond: 0.0000133334,
  // https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/s3/pricing/, https://aws.amazon.com/sns/pricing/
  kms: 0.03 / 10_000,
  s3Put: 0.005 / 1000,
  email: 2 / 100_000,
};

/** What no local run can count, and what it is taken for. */
export const assumptions = {
  /** Of an invocation, with its calls to AWS: what is billed, and what a child waits for. */
  invocationSeconds: 0.3,
  lambdaGigabytes: 0.25,
  /** The smallest that is billed. */
  expressGigabytes: 0.0625,
  /** Organizations answers 20 accounts at a time and so many calls a second. */
  listAccountsPerSecond: 8,
  concurrency: 20,
};

/** What a run over so many accounts costs, in US dollars. */
export function costOf(accounts: Accounts): number {
  const { transitions, expressRequests, invocations, kms, s3Puts, emails } = unitsOf(accounts);
  const { invocationSeconds, lambdaGigabytes, expressGigabytes } = assumptions;
  const seconds = invocations * invocationSeconds;
  return (
    transitions * prices.transition +
    expressRequests * prices.expressRequest +
    seconds * expressGigabytes * prices.expressGigabyteSecond +
    invocations * prices.invocation +
    seconds * lambdaGigabytes * prices.lambdaGigabyteSecond +
    kms * prices.kms +
    s3Puts * prices.s3Put +
    emails * prices.email
  );
}

/** In seconds, without the person: listing, then each map at its concurrency, or at what AssumeRoot lets through. */
export function secondsOf(
  { clean, purged }: Accounts,
  assumeRootPerSecond = Number.POSITIVE_INFINITY,
): number {
  const { invocationSeconds, listAccountsPerSecond, concurrency } = assumptions;
  const map = (children: number, stages: number) =>
    children / Math.min(concurrency / (stages * invocationSeconds), assumeRootPerSecond);
  return (clean + purged) / 20 / listAccountsPerSecond + map(clean + purged, 2) + map(purged, 6);
}

/** Of the simulated organization: 5 of 11 active accounts hold root credentials. */
export function firstRun(accounts: number): Accounts {
  const purged = Math.round((accounts * 5) / 11);
  return { clean: accounts - purged, purged };
}

/** One row for each size: a first run, and one that finds everything clean. */
export function costTable(sizes = [100, 1000, 10_000, 50_000]): string {
  const heads = [
    'accounts',
    'transitions',
    'Lambda invocations',
    'first run',
    'time',
    'time at 5 AssumeRoot/s',
    'later run, all clean',
  ];
  const rows = sizes.map((size) => {
    const accounts = firstRun(size);
    const { transitions, invocations } = unitsOf(accounts);
    return [
      whole(size),
      whole(transitions),
      whole(invocations),
      dollars(costOf(accounts)),
      duration(secondsOf(accounts)),
      duration(secondsOf(accounts, 5)),
      dollars(costOf({ clean: size, purged: 0 })),
    ];
  });
  return markdown(heads, rows);
}

const whole = (count: number) => count.toLocaleString('en');
const dollars = (amount: number) => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;
const duration = (seconds: number) =>
  seconds < 90
    ? `${Math.round(seconds)} s`
    : seconds < 5400
      ? `${Math.round(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`;

import { sameAs } from '../credentials/credential-ids';
import { type Credential, type CredentialKind, credentialKinds } from '../run/model';
import type { AccountPosture } from '../run/posture';
import type {
  Came,
  KnownCredential,
  LookedAt,
  Report,
  ReportedAccount,
  SinceLast,
} from '../run/report-shapes';
import { leftIn } from './findings';

/** The run of a report: its name, what it is for, and when it looked at an account. */
export interface Look extends LookedAt {
  readonly mode: Report['mode'];
}

type Named = Pick<Credential, 'kind' | 'id'>;

/** A reported account beside what is remembered of it, if anything is. What was not read is compared with nothing. */
export function compareWithLast(
  account: ReportedAccount,
  last: AccountPosture | undefined,
  { at }: Look,
): SinceLast {
  const found = foundIn(account);
  if (!last)
    return {
      found: found.map((each) => ({ ...firstSeen(each, 'first-look', at), wasKnown: false })),
      gone: [],
      unknown: unknownFor(account, undefined, at),
    };
  const { run, purged } = last;
  const beside = { last: { run, at: last.at }, purged };
  if (last.at > at) return { ...beside, isOvertaken: true, found: [], gone: [] };
  return {
    ...beside,
    found: found.map((each) => {
      const known = last.credentials.find(sameAs(each));
      const { came, since } = known ?? { came: howItCame(each, last), since: at };
      return { ...firstSeen(each, came, since), wasKnown: known !== undefined };
    }),
    gone: last.credentials.filter((known) => isRead(account, known) && !found.some(sameAs(known))),
    unknown: unknownFor(account, last, at),
  };
}

/** What is remembered of an account after a report. */
export function remember(
  account: ReportedAccount,
  last: AccountPosture | undefined,
  { run, at, mode }: Look,
): AccountPosture {
  const { isOvertaken, found, purged, unknown } = compareWithLast(account, last, { run, at, mode });
  if (last && (isOvertaken || last.run === run)) return last;
  const { name, units, outcome, acknowledged, remaining, deleted } = account;
  const isGone = ({ kind, id }: Named) =>
    deleted.some(sameAs({ kind, id })) && !remaining.some(sameAs({ kind, id }));
  const notRead = (last?.credentials ?? []).filter(
    (known) => !isRead(account, known) && !found.some(sameAs(known)),
  );
  const left = leftIn(account);
  const isClean = outcome === 'clean' || outcome === 'purged';
  return {
    ...{ run, at, name, units, outcome, unknown, acknowledged },
    credentials: [
      ...found.map(({ wasKnown, ...known }) => ({
        ...known,
        exception: left.find(sameAs(known))?.exception,
      })),
      ...notRead,
    ].filter((known) => !isGone(known)),
    read: credentialKinds.filter((kind) => last?.read.includes(kind) || !account.unknown.includes(kind)),
    purged: isClean && mode === 'purge' ? { run, at } : purged,
  };
}

function foundIn({ deleted, remaining }: ReportedAccount): Named[] {
  return [...deleted, ...remaining.filter((each) => !deleted.some(sameAs(each)))];
}

const firstSeen = ({ kind, id }: Named, came: Came, since: string): KnownCredential => ({
  kind,
  id,
  since,
  came,
});

/** Of a kind that no report could read, nobody knows whether it was there. */
function howItCame({ kind }: Named, { purged, read }: AccountPosture): Came {
  if (purged) return 'back';
  return read.includes(kind) ? 'new' : 'first-look';
}

const isRead = ({ unknown }: ReportedAccount, { kind }: { kind: CredentialKind }) => !unknown.includes(kind);

function unknownFor({ unknown }: ReportedAccount, last: AccountPosture | undefined, at: string) {
  if (unknown.length === 0) return undefined;
  return { runs: (last?.unknown?.runs ?? 0) + 1, since: last?.unknown?.since ?? at };
}

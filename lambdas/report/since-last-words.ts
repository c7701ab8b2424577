import type { KnownCredential, LookedAt, Report, ReportedAccount } from '../run/report-shapes';
import { isBack, type LeftCredential, leftIn, worstFirst } from './findings';
import { clipped, count, dayText, failureText, kindNouns, momentText, shownId } from './words';

/** At most this many are told by name: the report has them all. */
const mostTold = 10;

/**
 * What is different from the last report, a line for each: first what is back, then what is new, what went by itself,
 * what stays unknown. Names and IDs are as others wrote them: whoever shows a line makes it harmless first.
 */
export function sinceLastLines(report: Report): string[] {
  if (report.notCompared)
    return [
      `What is new is not known, because the last report could not be read (${failureText(report.notCompared)}).`,
    ];
  const compared = report.accounts.flatMap(({ sinceLast }) => (sinceLast ? [sinceLast] : []));
  if (compared.length === 0) return [];
  const changes = worstFirst(report.accounts, report.startedAt).flatMap(changesIn);
  const told = order.flatMap((kind) =>
    capped(
      kind,
      changes.filter((change) => change.kind === kind),
    ),
  );
  if (told.length > 0) return told;
  const last = latest(compared.flatMap((each) => each.last ?? []));
  return [
    last
      ? `Nothing new since the last report, of run ${last.run} on ${momentText(last.at)}.`
      : 'This is the first report about these accounts: there is none to compare it with.',
  ];
}

const order = ['back', 'new', 'gone', 'unknown', 'overtaken'] as const;

interface Change {
  readonly kind: (typeof order)[number];
  readonly text: string;
}

function changesIn(account: ReportedAccount): Change[] {
  const { sinceLast, outcome } = account;
  if (!sinceLast || outcome === 'skipped') return [];
  const { last, purged, gone, unknown, isOvertaken } = sinceLast;
  const left = leftIn(account);
  const where = `in ${account.accountId} ${clipped(account.name)}`;
  const stays = unknown && unknown.runs > 1 && !account.acknowledged;
  return [
    ...left.filter(isBack).map((each): Change => ({ kind: 'back', text: backText(each, where, purged) })),
    ...left
      .filter(({ came, wasKnown }) => came === 'new' && !wasKnown)
      .map((each): Change => ({ kind: 'new', text: `New: ${named(each)} ${where}${madeText(each)}.` })),
    ...gone.map((each): Change => ({ kind: 'gone', text: `Gone by itself: ${named(each)} ${where}.` })),
    ...(stays
      ? [
          {
            kind: 'unknown' as const,
            text: `Unknown for ${count(unknown.runs, 'run')}, since ${dayText(unknown.since)}: ${account.accountId} ${clipped(account.name)}.`,
          },
        ]
      : []),
    ...(isOvertaken && last
      ? [
          {
            kind: 'overtaken' as const,
            text: `Run ${last.run} has looked at ${account.accountId} since: what it found is newer.`,
          },
        ]
      : []),
  ];
}

/** How a credential stands to the last report, in a few words; empty where there is none to compare with. */
export function standing({ came, since, wasKnown }: LeftCredential): string {
  if (came === undefined || since === undefined) return '';
  if (wasKnown) return `still there (since ${dayText(since)}${came === 'back' ? ', when it was back' : ''})`;
  return came === 'first-look' ? '' : came;
}

function backText(credential: LeftCredential, where: string, purged: LookedAt | undefined): string {
  const after = purged ? ` Run ${purged.run} had left the account clean on ${dayText(purged.at)}.` : '';
  const known = credential.wasKnown && credential.since ? `, known since ${dayText(credential.since)}` : '';
  return `BACK: ${named(credential)} ${where}${madeText(credential)}${known}.${after}`;
}

function named(credential: Pick<KnownCredential, 'kind' | 'id'>): string {
  return [kindNouns[credential.kind], shownId(credential)].filter(Boolean).join(' ');
}

const madeText = ({ createdAt }: LeftCredential) => (createdAt ? `, made ${dayText(createdAt)}` : '');

function capped(kind: Change['kind'], changes: readonly Change[]): string[] {
  const told = changes.slice(0, mostTold).map(({ text }) => text);
  const more = changes.length - told.length;
  return more > 0 ? [...told, `… and ${more.toLocaleString('en-US')} more that ${restWords[kind]}.`] : told;
}

const restWords: Record<Change['kind'], string> = {
  back: 'are back',
  new: 'are new',
  gone: 'are gone by themselves',
  unknown: 'stay unknown',
  overtaken: 'a later run has looked at',
};

function latest(looks: readonly LookedAt[]): LookedAt | undefined {
  return looks.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
}

import { type TickBox, tickBoxesOf } from '../approval/tick-boxes';
import {
  agoText,
  clipped,
  dayText,
  kindNames,
  kindNouns,
  lastUsedText,
  lastUseNotKnown,
  mfaDeviceTypeNames,
  needsConfirmation,
  recentDays,
  recentlyUsed,
  shownId,
  useInWords,
} from '../report/words';
import type { Account, CredentialLeftAlone, PlannedAccount } from '../run/model';

interface Ticking {
  readonly plannedAt: string;
  readonly isTicked: (tick: TickBox) => boolean;
  readonly isConfirmed: (tick: TickBox) => boolean;
}

/** One account of a plan, with a box for everything that can be approved in it. */
export function AccountToDecide({ account, ...ticking }: { account: PlannedAccount } & Ticking) {
  const heading = `account-${account.accountId}`;
  return (
    <section class="card account" aria-labelledby={heading}>
      <h3 id={heading}>{clipped(account.name)}</h3>
      <AccountIdLine account={account} />
      <ul>
        {tickBoxesOf(account, ticking.plannedAt).map((tick, index) => (
          <Choice tick={tick} id={`${account.accountId}-${index}`} {...ticking} />
        ))}
      </ul>
    </section>
  );
}

type Described = Pick<Account, 'accountId' | 'email' | 'path' | 'units' | 'joinedMethod' | 'joinedAt'>;

/** The line below the name of an account: its ID, email address and units, and how it joined the organization. */
export function AccountIdLine({ account }: { account: Described }) {
  const { accountId, email, path, units, joinedMethod, joinedAt } = account;
  const joined = joinedMethod && (joinedWords[joinedMethod] ?? joinedMethod.toLowerCase());
  return (
    <p class="id">
      <code>{accountId}</code> <span>{clipped(email)}</span>{' '}
      {path && <span title={path}>{units ? ['Root', ...units].join(' / ') : unitsIn(path)}</span>}{' '}
      {joined && (
        <span>
          {joined} {joinedAt && dayText(joinedAt)}
        </span>
      )}
    </p>
  );
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html (`JoinedMethod`) */
const joinedWords: Record<string, string> = {
  CREATED: 'created in the organization',
  INVITED: 'joined by invitation',
};

/** The root and the organizational units of `o-…/r-…/ou-…/111122223333/`, where a plan of before has no names. */
function unitsIn(path: string): string {
  return path
    .split('/')
    .filter((part) => /^(r|ou)-/.test(part))
    .join(' / ');
}

/** A box for what is to be deleted and, where it may be in use, one that confirms just that. */
function Choice({ tick, id, plannedAt, isTicked, isConfirmed }: { tick: TickBox; id: string } & Ticking) {
  const { value, credentials } = tick;
  const kinds = new Set(credentials.map(({ kind }) => kind));
  return (
    <li
      class="choice"
      data-kinds={[...kinds].join(' ')}
      data-used={lastUse(tick)}
      data-caution={cautionIn(tick, plannedAt)}
    >
      <label class={`tick n${credentials.length}`} for={id}>
        <input type="checkbox" id={id} name="credential" value={value} checked={isTicked(tick)} />
        <span>
          {credentials.map((credential) => (
            <CredentialLine credential={credential} plannedAt={plannedAt} />
          ))}
          {credentials.length > 1 && <span class="why">One tick: they go together, the password first.</span>}
        </span>
      </label>
      {tick.needsConfirmation && (
        <label class="confirm" for={`${id}-confirm`}>
          <input
            type="checkbox"
            id={`${id}-confirm`}
            name="confirm"
            value={value}
            checked={isConfirmed(tick)}
          />
          <span>I have checked that nothing needs it any more: {cautionOf(tick, plannedAt)}.</span>
        </label>
      )}
    </li>
  );
}

/** When something under this tick was last used, for sorting; nothing where it never was. */
function lastUse({ credentials }: TickBox): string | undefined {
  const times = credentials.flatMap(({ lastUsed }) => (lastUsed.state === 'used' ? [lastUsed.at] : []));
  return times.sort().at(-1);
}

/** What the last question says of what may be in use under this tick; nothing where nothing may. */
function cautionIn({ credentials }: TickBox, plannedAt: string): string | undefined {
  const cautions = credentials.filter((credential) => needsConfirmation(credential, plannedAt));
  return cautions.map((credential) => useInWords(credential, plannedAt)).join('; ') || undefined;
}

function cautionOf({ credentials }: TickBox, plannedAt: string): string {
  const cautions = credentials
    .filter((credential) => needsConfirmation(credential, plannedAt))
    .map(({ kind, lastUsed }) =>
      lastUsed.state === 'used'
        ? `${kindNouns[kind]} used ${agoText(lastUsed.at, plannedAt)}`
        : `last use of the ${kindNouns[kind]} not known`,
    );
  return cautions.join(', ');
}

interface CredentialLineProps {
  readonly credential: CredentialLeftAlone;
  readonly plannedAt: string;
}

/** One credential with its evidence: what it is, how old, and when it was last used. */
export function CredentialLine({ credential, plannedAt }: CredentialLineProps) {
  const { kind, status, createdAt, lastUsed, mfaDeviceType, why, note } = credential;
  const id = shownId(credential);
  const isRecent = recentlyUsed(lastUsed, plannedAt);
  const evidence = [
    mfaDeviceType && mfaDeviceTypeNames[mfaDeviceType],
    status,
    createdAt && `Created ${dayText(createdAt)} (${agoText(createdAt, plannedAt)})`,
  ].filter(Boolean);
  return (
    <span class="credential">
      <b>{kindNames[kind]}</b> {id && <code>{id}</code>}{' '}
      {isRecent && <span class="badge warn">Used in the last {recentDays} days</span>}{' '}
      {lastUseNotKnown(credential) && <span class="badge warn">Last use not known</span>}{' '}
      <span class="evidence">
        {evidence.map((text) => (
          <span>{text} </span>
        ))}
        <span class={isRecent ? 'used' : undefined}>Last used: {lastUsedText(lastUsed, plannedAt)}</span>
      </span>{' '}
      {[why, note].filter(Boolean).map((text) => (
        <span class="why">{text} </span>
      ))}
    </span>
  );
}

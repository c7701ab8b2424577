import type { Credential, PlannedAccount } from '../shared/model';
import { type Tick, ticksOf } from './ticks';
import {
  agoText,
  dayText,
  kindNames,
  lastUsedText,
  mfaDeviceTypeNames,
  recentDays,
  recentlyUsed,
} from './words';

export interface Ticking {
  readonly plannedAt: string;
  readonly isTicked: (tick: Tick) => boolean;
}

/** One account of the plan with a box for everything that can be approved in it. */
export function AccountToDecide({ account, ...ticking }: { account: PlannedAccount } & Ticking) {
  const heading = `account-${account.accountId}`;
  return (
    <section class="card" aria-labelledby={heading}>
      <h3 id={heading}>{account.name}</h3>
      <AccountId account={account} />
      <ul>
        {ticksOf(account).map((tick, index) => (
          <li>
            <TickBox tick={tick} id={`${account.accountId}-${index}`} {...ticking} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function AccountId({ account }: { account: { accountId: string; email: string } }) {
  return (
    <p class="id">
      <code>{account.accountId}</code> <span>{account.email}</span>
    </p>
  );
}

function TickBox({ tick, id, plannedAt, isTicked }: { tick: Tick; id: string } & Ticking) {
  const isGroup = tick.credentials.length > 1;
  return (
    <label class="tick" for={id}>
      <input type="checkbox" id={id} name="credential" value={tick.value} checked={isTicked(tick)} />
      <span>
        {tick.credentials.map((credential) => (
          <CredentialLine credential={credential} plannedAt={plannedAt} />
        ))}
        {isGroup && (
          <span class="why">
            One tick for all of these: a password must never be left without the MFA that protects it, so they
            go together, the password first.
          </span>
        )}
      </span>
    </label>
  );
}

export function CredentialLine({ credential, plannedAt }: { credential: Credential; plannedAt: string }) {
  const { kind, id, status, createdAt, lastUsed, mfaDeviceType } = credential;
  const isRecent = recentlyUsed(lastUsed, plannedAt);
  const evidence = [
    mfaDeviceType && mfaDeviceTypeNames[mfaDeviceType],
    status,
    createdAt && `Created ${dayText(createdAt)} (${agoText(createdAt, plannedAt)})`,
  ].filter(Boolean);
  return (
    <span class="credential">
      <b>{kindNames[kind]}</b> {kind !== 'login-profile' && <code>{id}</code>}{' '}
      {isRecent && <span class="badge warn">Used in the last {recentDays} days</span>}{' '}
      <span class="evidence">
        {evidence.map((text) => (
          <span>{text} </span>
        ))}
        <span class={isRecent ? 'used' : undefined}>Last used: {lastUsedText(lastUsed, plannedAt)}</span>
      </span>{' '}
    </span>
  );
}

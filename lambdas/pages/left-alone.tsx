import { heldDevices } from '../approval/tick-boxes';
import { explain } from '../report/explain';
import { count, kindPlurals } from '../report/words';
import type { CredentialLeftAlone, PlannedAccount, UnknownKind } from '../run/model';
import { AccountIdLine, CredentialLine } from './planned-account';

/** The part of a plan that this run cannot see, will not touch, or need not touch: nothing in it can be ticked. */
export function LeftAlone({ accounts, plannedAt }: { accounts: PlannedAccount[]; plannedAt: string }) {
  const unread = accounts.filter(({ unknown }) => unknown.length > 0);
  const untouched = accounts.filter((account) => notOffered(account).length > 0);
  const clean = accounts.filter(isClean).length;
  return (
    <>
      {unread.length > 0 && <Unread accounts={unread} />}
      {untouched.length > 0 && <NotOffered accounts={untouched} plannedAt={plannedAt} />}
      {clean > 0 && (
        <section>
          <h2>Clean</h2>
          <p>{count(clean, 'account')} read in full: no root user credentials. Nothing to do there.</p>
        </section>
      )}
    </>
  );
}

function isClean({ credentials, outOfScope, unknown }: PlannedAccount): boolean {
  return [credentials, outOfScope, unknown].every((list) => list.length === 0);
}

function Unread({ accounts }: { accounts: PlannedAccount[] }) {
  return (
    <section aria-labelledby="unread">
      <h2 id="unread">Could not be read</h2>
      <p>
        In {count(accounts.length, 'account')} something may be there that this plan does not show. Nothing
        unseen is deleted; the report will say what to do.
      </p>
      {accounts.map((account) => (
        <div class="card">
          <h3>{account.name}</h3>
          <AccountIdLine account={account} />
          <ul>
            {byFailure(account.unknown).map(({ reason, remedy, kinds }) => (
              <li>
                <p>
                  <b>Not read:</b> {kinds.join(', ')}
                </p>
                <p>{reason}</p>
                <p class="quiet">{remedy}</p>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** One policy often hides all four kinds from four calls: it is told once, with every call that it met. */
function byFailure(unknown: UnknownKind[]) {
  const groups = new Map<string, { around: string[]; remedy: string; kinds: string[]; calls: Set<string> }>();
  for (const { kind, failure } of unknown) {
    const { reason, remedy } = explain(failure);
    const around = reason.split(failure.call);
    const key = JSON.stringify([around, remedy]);
    const group = groups.get(key) ?? { around, remedy, kinds: [], calls: new Set() };
    group.kinds.push(kindPlurals[kind]);
    group.calls.add(failure.call);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ around, calls, ...group }) => ({
    ...group,
    reason: around.join([...calls].join(', ')),
  }));
}

function notOffered(account: PlannedAccount): CredentialLeftAlone[] {
  return [...account.outOfScope, ...heldDevices(account)];
}

function NotOffered({ accounts, plannedAt }: { accounts: PlannedAccount[]; plannedAt: string }) {
  return (
    <section aria-labelledby="not-offered">
      <h2 id="not-offered">Stays in any case</h2>
      <p>
        There, but not offered for deletion: this run was not asked to delete the kind, a standing exception
        keeps it, it is older than the task that this run is about, or it is an MFA device whose password
        stays or could not be read.
      </p>
      {accounts.map((account) => (
        <div class="card">
          <h3>{account.name}</h3>
          <AccountIdLine account={account} />
          {notOffered(account).map((credential) => (
            <CredentialLine credential={credential} plannedAt={plannedAt} />
          ))}
        </div>
      ))}
    </section>
  );
}

import type { Child } from 'hono/jsx';
import { sameAs } from '../credentials/credential-ids';
import { acknowledgedText } from '../report/unsettled';
import {
  count,
  dayText,
  kindNames,
  kindPlurals,
  lastUsedText,
  outcomeWords,
  secondText,
  shownId,
} from '../report/words';
import type { CredentialKind } from '../run/model';
import type { Outcome, ReportedAccount, ReportedCredential } from '../run/report-shapes';
import { Fact, Moment } from './facts';
import { AccountIdLine } from './planned-account';

interface GroupProps {
  readonly outcome: Outcome;
  readonly accounts: ReportedAccount[];
  /** From when on it is said how long ago something was. */
  readonly now: string;
}

/** Where nothing is left to do, an account is a line in a closed table; elsewhere it is told in full. */
const compact = new Set<Outcome>(['clean', 'skipped']);

/** The accounts of a report that ended alike. */
export function OutcomeGroup({ outcome, accounts, now }: GroupProps) {
  if (accounts.length === 0) return null;
  const { title, meaning } = outcomeWords[outcome];
  const heading = `${title}: ${count(accounts.length, 'account')}`;
  if (compact.has(outcome)) {
    return (
      <details class={outcome}>
        <summary>
          <h2 id={outcome}>{heading}</h2>
        </summary>
        <p class="quiet">{meaning}</p>
        <CompactTable accounts={accounts} />
      </details>
    );
  }
  return (
    <section class={`outcome ${outcome}`} aria-labelledby={outcome}>
      <h2 id={outcome}>{heading}</h2>
      <p class="quiet">{meaning}</p>
      {accounts.map((account) => (
        <AccountCard account={account} now={now} />
      ))}
    </section>
  );
}

function CompactTable({ accounts }: { accounts: ReportedAccount[] }) {
  const hasReasons = accounts.some(({ reason }) => reason !== '');
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Name</th>
          <th scope="col">{hasReasons ? 'Why' : 'Email'}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ accountId, name, email, reason }) => (
          <tr>
            <td>{accountId}</td>
            <td>{name}</td>
            <td>{hasReasons ? reason : email}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AccountCard({ account, now }: { account: ReportedAccount; now: string }) {
  const { deleted, remaining, appearedSincePlan, unknown, reason, remedy } = account;
  return (
    <article class="card">
      <h3>{account.name}</h3>
      <AccountIdLine account={account} />
      {reason && <p class="pre">{reason}</p>}
      {account.acknowledged && <p class="pre">{acknowledgedText(account)}</p>}
      <dl class="facts">
        <Fact term="What to do" show={remedy !== ''}>
          <span class="pre">{remedy}</span>
        </Fact>
        <Fact term="Deleted" show={deleted.length > 0}>
          {deleted.map(({ kind, id, result }) => (
            <Line kind={kind} id={id} note={result === 'already-gone' ? 'was already gone' : ''}>
              <Record account={account} credential={{ kind, id }} now={now} />
            </Line>
          ))}
        </Fact>
        <Fact term="Still there" show={remaining.length > 0}>
          {remaining.map(({ kind, id, why }) => (
            <Line kind={kind} id={id} note={why === reason ? '' : why}>
              <Record account={account} credential={{ kind, id }} now={now} />
            </Line>
          ))}
        </Fact>
        <Fact term="Appeared since the plan" show={appearedSincePlan.length > 0}>
          {appearedSincePlan.map(({ kind, id }) => (
            <Line kind={kind} id={id} note="nobody approved it, so it was left alone" />
          ))}
        </Fact>
        {account.secondLookAt && (
          <Fact term="Looked again">
            <Moment at={account.secondLookAt} />
          </Fact>
        )}
        <Fact term="Not known" show={unknown.length > 0}>
          {unknown.map((kind) => kindPlurals[kind]).join(', ')}
        </Fact>
      </dl>
    </article>
  );
}

interface LineProps {
  readonly kind: CredentialKind;
  readonly id: string;
  readonly note: string;
  readonly children?: Child;
}

function Line({ kind, id, note, children }: LineProps) {
  const shown = shownId({ kind, id });
  return (
    <div>
      {kindNames[kind]} {shown && <code>{shown}</code>}
      {note && <span class="quiet"> – {note}</span>}
      {children}
    </div>
  );
}

interface RecordProps {
  readonly account: ReportedAccount;
  readonly credential: Pick<ReportedCredential, 'kind' | 'id'>;
  readonly now: string;
}

/** The evidence of a credential, and when it went by which request; nothing of one that nobody knows more of. */
function Record({ account, credential, now }: RecordProps) {
  const found = account.credentials.find(sameAs(credential));
  if (!found) return null;
  const { createdAt, lastUsed, deletion } = found;
  const facts = [
    createdAt && `created ${dayText(createdAt)}`,
    lastUsed.state !== 'not-recorded' && `last used ${lastUsedText(lastUsed, now)}`,
    deletion?.at && `${deletionWords[deletion.result]} ${secondText(deletion.at)}`,
    deletion?.requestId && `request ${deletion.requestId}`,
  ];
  return <small class="quiet record">{facts.filter(Boolean).join('; ')}</small>;
}

const deletionWords = { deleted: 'deleted', 'already-gone': 'found gone', failed: 'not deleted' } as const;

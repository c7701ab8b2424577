import { count } from '../../report/page-words';
import type { FormBox } from './cards';
import { byId, withText } from './elements';
import { type Tally, verb } from './tally';

/** Opens the dialog that says what is about to go; it starts on the button that goes back. */
export function askALastTime({ credentials, accounts, kinds, cautious }: Tally): void {
  const what = count(credentials, 'credential');
  const caution = byId('summary-caution', HTMLElement);
  byId('summary-title', HTMLElement).textContent = `${verb()} ${what} in ${count(accounts, 'account')}?`;
  byId('summary-kinds', HTMLElement).replaceChildren(
    ...kinds.map(([name, number]) => withText('li', `${number.toLocaleString('en-US')} × ${name}`)),
  );
  caution.hidden = cautious.length === 0;
  byId('summary-uses', HTMLElement).replaceChildren(...usesIn(cautious).map((use) => withText('li', use)));
  byId('summary-delete', HTMLElement).textContent = `${verb()} ${what}`;
  byId('summary', HTMLDialogElement).showModal();
  byId('summary-back', HTMLElement).focus();
}

/** So many are named in the last question. */
const namedAtMost = 6;

/** What may be in use, the newest use first, each with its account. */
function usesIn(cautious: readonly FormBox[]): string[] {
  const inOrder = cautious.toSorted((a, b) =>
    (b.item.dataset.used ?? '').localeCompare(a.item.dataset.used ?? ''),
  );
  const named = inOrder
    .slice(0, namedAtMost)
    .map(({ item, account }) => `${account}: ${item.dataset.caution}`);
  const more = inOrder.length - named.length;
  return more > 0 ? [...named, `and ${more} more`] : named;
}

/** Leads to a confirmation that is missing, and says what to do. */
export function askToConfirm({ tick, confirm }: FormBox): void {
  if (!confirm) return;
  const forgive = () => confirm.setCustomValidity('');
  confirm.setCustomValidity('Confirm this, or take the tick away.');
  for (const box of [confirm, tick]) box.addEventListener('input', forgive, { once: true });
  confirm.scrollIntoView({ block: 'center', behavior: 'instant' });
  confirm.reportValidity();
}

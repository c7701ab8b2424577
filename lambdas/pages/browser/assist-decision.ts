import { maxFormBytes } from '../form-limit';
import { askALastTime, askToConfirm } from './ask-a-last-time';
import { type Card, cardsIn } from './cards';
import { all, byId } from './elements';
import { filter, showAll, sort, tickShown } from './find-accounts';
import { addLeaveOut } from './leave-out';
import { showTally, tallyOf } from './tally';

/** Helps with a plan of many accounts: search, filters, order, leaving out, counting, and a last question. */
export function assistDecision(form: HTMLFormElement): void {
  const cards = cardsIn(form);
  const count = () => {
    showTally(cards);
    byId('too-large', HTMLElement).hidden = !isTooLarge(form);
  };
  const find = () => {
    filter(cards);
    count();
  };
  document.documentElement.classList.add('scripted');
  byId('toolbar', HTMLElement).hidden = false;
  for (const card of cards) addLeaveOut(card, count);
  for (const id of ['search', 'kind', 'use']) byId(id, HTMLElement).addEventListener('input', find);
  byId('order', HTMLElement).addEventListener('input', () => sort(cards));
  for (const [id, checked] of [['tick-shown', true] as const, ['untick-shown', false] as const])
    byId(id, HTMLElement).addEventListener('click', () => {
      tickShown(cards, checked);
      count();
    });
  form.addEventListener('input', count);
  // A page that comes back with the browser's button keeps what was typed into it.
  addEventListener('pageshow', find);
  for (const link of all(document, '#tick-links a', HTMLAnchorElement))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      selectAll(cards, new URL(link.href).searchParams.get('select') ?? '');
      count();
    });
  guardApproval(form, cards);
  find();
}

/** What the link does that the page has for it, which would forget what was typed. */
function selectAll(cards: readonly Card[], select: string): void {
  for (const { tick, confirm } of cards.flatMap(({ choices }) => choices)) {
    const isIn = select === 'all' || (select === 'unused' && !confirm);
    for (const box of [tick, confirm]) if (box && !box.disabled) box.checked = isIn;
  }
}

/** The dialog takes the place of the box that says to have understood. */
function guardApproval(form: HTMLFormElement, cards: readonly Card[]): void {
  const [approve, understood] = [byId('approve', HTMLButtonElement), byId('understood', HTMLInputElement)];
  const check = (event: Event) => checkApproval(event, form, cards);
  understood.required = false;
  approve.addEventListener('click', check);
  byId('refuse', HTMLButtonElement).addEventListener('click', (event) => {
    if (!byId('name', HTMLInputElement).reportValidity()) event.preventDefault();
  });
  byId('summary-back', HTMLElement).addEventListener('click', () =>
    byId('summary', HTMLDialogElement).close(),
  );
  byId('summary-delete', HTMLElement).addEventListener('click', () => {
    understood.checked = true;
    approve.removeEventListener('click', check);
    form.requestSubmit(approve);
  });
}

/** Keeps the form from being sent before every confirmation, the name and the last yes are there. */
function checkApproval(event: Event, form: HTMLFormElement, cards: readonly Card[]): void {
  const tally = tallyOf(cards);
  // Sent as it is: the answer says that nothing was ticked.
  if (tally.credentials === 0) return;
  event.preventDefault();
  const unconfirmed = tally.cautious.find(({ confirm }) => !confirm?.checked);
  if (unconfirmed) {
    showAll(cards);
    showTally(cards);
    askToConfirm(unconfirmed);
  } else if (isTooLarge(form)) {
    byId('too-large', HTMLElement).scrollIntoView({ block: 'center', behavior: 'instant' });
  } else if (byId('name', HTMLInputElement).reportValidity()) {
    askALastTime(tally);
  }
}

/** What is larger never reaches the page that would say so. */
function isTooLarge(form: HTMLFormElement): boolean {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(fields).toString().length > maxFormBytes;
}

import { count } from '../../report/page-words';
import type { Card, FormBox } from './cards';
import { byId } from './elements';

/** Shows the accounts and the ticks that search and filters let through, and says how many accounts these are. */
export function filter(cards: readonly Card[]): void {
  const words = byId('search', HTMLInputElement).value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { section, text, choices } of cards) {
    for (const choice of choices) choice.item.hidden = !matches(choice);
    section.hidden = !words.every((word) => text.includes(word)) || choices.every(({ item }) => item.hidden);
    if (!section.hidden) shown += 1;
  }
  byId('shown', HTMLElement).textContent =
    `Showing ${shown.toLocaleString('en-US')} of ${count(cards.length, 'account')}`;
}

function matches({ kinds, confirm }: FormBox): boolean {
  const { value: kind } = byId('kind', HTMLSelectElement);
  const { value: use } = byId('use', HTMLSelectElement);
  const isOfUse = use === '' || (use === 'caution') === (confirm !== undefined);
  return isOfUse && (kind === '' || kinds.includes(kind));
}

/** Takes search and filters away, so that every account and every tick shows. */
export function showAll(cards: readonly Card[]): void {
  byId('search', HTMLInputElement).value = '';
  for (const id of ['kind', 'use']) byId(id, HTMLSelectElement).value = '';
  filter(cards);
}

/** By the value of the field `order`; as planned where two are alike. */
const orders: Record<string, (a: Card, b: Card) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  used: (a, b) => b.lastUsed.localeCompare(a.lastUsed),
  most: (a, b) => b.credentials - a.credentials,
};

/** Puts the accounts on the page into the order that is asked for. */
export function sort(cards: readonly Card[]): void {
  const order = orders[byId('order', HTMLSelectElement).value];
  const sorted = cards.toSorted((a, b) => order?.(a, b) || a.position - b.position);
  byId('accounts', HTMLElement).append(...sorted.map(({ section }) => section));
}

/** Ticks what is shown, or takes these ticks away, but for accounts that are left out. */
export function tickShown(cards: readonly Card[], checked: boolean): void {
  for (const { section, choices } of cards) {
    if (section.hidden || section.classList.contains('left-out')) continue;
    for (const { item, tick } of choices) if (!item.hidden) tick.checked = checked;
  }
}

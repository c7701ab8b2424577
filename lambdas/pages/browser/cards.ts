import { all } from './elements';

/** A box of the approval form that approves something, on its page. */
export interface FormBox {
  readonly item: HTMLElement;
  /** The name of its account. */
  readonly account: string;
  /** Its value is a list of `account/kind/ID`, separated by spaces. */
  readonly tick: HTMLInputElement;
  /** The second box, where a tick is not enough. */
  readonly confirm: HTMLInputElement | undefined;
  readonly kinds: readonly string[];
}

/** An account of the plan as it stands on the approval page. */
export interface Card {
  readonly section: HTMLElement;
  /** In the plan, from 0. */
  readonly position: number;
  readonly name: string;
  /** All that it says, in lower case. */
  readonly text: string;
  readonly choices: readonly FormBox[];
  /** In ISO 8601; empty where nothing in it was ever used. */
  readonly lastUsed: string;
  readonly credentials: number;
}

/** The accounts that the approval form asks about, in the order of the plan. */
export function cardsIn(form: HTMLFormElement): Card[] {
  return all(form, '.account', HTMLElement).map((section, position) => ({
    section,
    position,
    name: nameOf(section),
    text: section.textContent.toLowerCase(),
    choices: all(section, '.choice', HTMLElement).flatMap((item) => choiceIn(item, nameOf(section))),
    lastUsed: lastUseIn(section),
    credentials: all(section, '.credential', HTMLElement).length,
  }));
}

const nameOf = (section: HTMLElement) => section.querySelector('h3')?.textContent ?? '';

function choiceIn(item: HTMLElement, account: string): FormBox[] {
  const [tick] = all(item, '.tick input', HTMLInputElement);
  const [confirm] = all(item, '.confirm input', HTMLInputElement);
  return tick ? [{ item, account, tick, confirm, kinds: item.dataset.kinds?.split(' ') ?? [] }] : [];
}

function lastUseIn(section: HTMLElement): string {
  const times = all(section, '[data-used]', HTMLElement).map(({ dataset }) => dataset.used ?? '');
  return times.sort().at(-1) ?? '';
}

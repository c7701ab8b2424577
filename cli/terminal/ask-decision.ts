import type { AnyPlan } from '../../lambdas/tasks/shapes';
import type { Asking } from './ask';
import type { Said } from './ask-refusal';
import { type KeyInput, waitForKey, waitForLine } from './wait-for-key';
import { wrapLines } from './wrap';

/** What to tick of a plan: everything, nothing (which refuses the plan), or the boxes with these values. */
export type Ticks = 'all' | 'none' | ReadonlySet<string>;

/** What somebody decided by keys, and what they said of it. */
export interface Choice extends Said {
  readonly ticks: Ticks;
}

/** Where a person is asked by keys. */
export interface KeysOptions {
  readonly input: KeyInput;
  /** Aborted as soon as no answer is needed any more. */
  readonly signal: AbortSignal;
  /** In columns. */
  readonly width: number;
  print(text: string): void;
  /** Shows what is being typed, until something is printed. */
  typing(text: string): void;
}

/** Asks by the keys of a terminal. */
export function askingByKeys({ input, signal, width, print, typing }: KeysOptions): Asking {
  return {
    key: (keys) => waitForKey(input, keys, signal),
    line: async (question) => {
      print(wrapLines(question, width));
      typing('>');
      const typed = await waitForLine(input, (text) => typing(`> ${text}`), signal);
      print(`> ${typed}`);
      return typed;
    },
    print,
    width,
  };
}

/** Which way to decide is taken first, and what stands before the offer of all of them. */
export interface Offer {
  /** A key: `a`, `e` or `r`. @default the offer comes first */
  readonly first?: string;
  /** For instance `Decide on that page, or press`. */
  readonly before: string;
}

/** Asks until there is a choice: how to decide, and then what is asked before each way. */
export async function askDecision(
  plan: AnyPlan,
  { first = '', before }: Offer,
  asking: Asking,
): Promise<Choice> {
  const keys = plan.kind === 'task' ? ['a', 'r'] : ['a', 'e', 'r'];
  const offer =
    plan.kind === 'task'
      ? 'a to approve, r to refuse'
      : 'a to approve everything, e to be asked about each, r to refuse';
  let pressed = first;
  for (;;) {
    const choice = await choiceOf(pressed, plan, asking);
    if (choice) return choice;
    if (pressed) asking.print('Nothing is decided.');
    asking.print(wrapLines(`${before} ${offer}.`, asking.width));
    pressed = await asking.key(keys);
  }
}

/** What comes of the questions that this key leads to; `undefined` where nothing is decided. */
async function choiceOf(pressed: string, plan: AnyPlan, asking: Asking): Promise<Choice | undefined> {
  const [{ askEach }, { askAll }, { askRefusal }] = await Promise.all([
    import('./ask-each'),
    import('./ask-all'),
    import('./ask-refusal'),
  ]);
  let ticks: Ticks | undefined;
  if (pressed === 'r') ticks = 'none';
  if (pressed === 'a') ticks = (await askAll(plan, asking)) ? 'all' : undefined;
  if (pressed === 'e' && plan.kind === 'purge') ticks = await askEach(plan, asking);
  if (ticks !== 'none') return ticks && { ticks };
  const said = await askRefusal(plan, asking);
  return said && { ticks, ...said };
}

import { type Answer, isAnswer } from '../wire/answer';

type Change = (items: unknown[]) => unknown[];

/** Gives an answer other items in each of its lists: JSON's, Query's `<member>` elements, S3's `<Contents>`. */
export function mapLists(fields: Answer, change: Change): Answer {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, changed(name, value, change)]),
  );
}

function changed(name: string, value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return change(value);
  if (name === 'Contents') return change([value]);
  if (!isAnswer(value) || !('member' in value)) return value;
  const items = change([value.member].flat());
  return items.length > 0 ? { member: items } : '';
}

/** Leaves a list without items. */
export const none: Change = () => [];
/** Leaves the first half of a list, rounded down. */
export const firstHalf: Change = (items) => items.slice(0, items.length / 2);

/** Takes the IDs from the items of a list, so that nobody can tell them apart or name one in a request. */
export const withoutId: Change = (items) =>
  items.map((item) =>
    isAnswer(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => !isId(name))) : item,
  );

const isId = (name: string) => /(Id|Arn|SerialNumber|Key|ServicePrincipal)$/.test(name);

import { momentText } from '../report/words';

/** A point in time with its zone, readable by people and programs. */
export function Moment({ at }: { at: string }) {
  return <time datetime={at}>{momentText(at)}</time>;
}

import type { Case } from '../case';
import { casesIn, suites } from '../suites';

/** A case, and what its state machine is called elsewhere. */
export interface NamedCase {
  suite: string;
  example: Case;
  /** `conformance-choice-3` */
  machine: string;
}

/** Every case there is. */
export const namedCases: readonly NamedCase[] = suites.flatMap((file) => {
  const suite = file.replace(/\.json$/, '');
  return casesIn(file).map((example, index) => ({
    suite,
    example,
    machine: `conformance-${suite}-${index + 1}`,
  }));
});

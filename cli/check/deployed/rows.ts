import { type Fact, type UnknownFact, whyUnknown } from '../../aws/fact';
import type { Check, CheckName, Fix } from '../readiness';

/** Something that is not as it should be, and what mends it; `unknown` where nobody could tell for sure. */
export interface Problem {
  readonly answer?: 'no' | 'unknown';
  readonly detail: string;
  /** The IDs of all accounts that it is about; `detail` names a few. */
  readonly accounts?: readonly string[];
  readonly fix: Fix;
}

/** What is right, in words, and what is not. */
export interface Assessment {
  readonly fine: string;
  readonly problems: readonly Problem[];
}

/** A check as rows: one "yes" where nothing is wrong, else one for each thing that is, each with what mends it. */
export function rowsOf<T>(
  check: CheckName,
  reading: Fact<T>,
  find: (value: T) => Assessment,
  needed = true,
): Check[] {
  if (!reading.known) {
    const detail = whyUnknown(reading);
    return [{ check, needed, answer: 'unknown', detail, fix: remedyOf(reading) }];
  }
  const { fine, problems } = find(reading.value);
  if (problems.length === 0) return [{ check, needed, answer: 'yes', detail: fine }];
  return problems.map((problem) => ({ check, needed, answer: 'no', ...problem }));
}

function remedyOf({ permission }: UnknownFact): Fix {
  if (!permission) return { by: 'you', text: 'Check again; if it fails the same way, look at the message.' };
  return {
    by: 'you',
    text: `Have ${permission} allowed: docs/policies/check-deployed.json allows all that is read here.`,
  };
}

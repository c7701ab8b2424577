import { type FaultRule, FaultSpecError, parseFaultSpec } from '../../../local-aws/faults/fault-spec';
import type { Given } from '../../options/option-values';

/** What shall go wrong, as `--faults` says it; `problems` is told where it cannot be read. */
export function readFaults(problems: string[], given: Given): FaultRule[] {
  if (given === true) {
    problems.push('--faults: received nothing; allowed is for instance throttle:AssumeRoot=8,reset:iam@5%');
    return [];
  }
  try {
    return parseFaultSpec(given);
  } catch (error) {
    if (!(error instanceof FaultSpecError)) throw error;
    problems.push(`--faults: ${error.message}`);
    return [];
  }
}

import { type FaultRule, FaultSpecError, parseFaultSpec } from '../../../local-aws';
import type { Given } from '../../options/option-values';

/** What shall go wrong, as `--faults` says it. */
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

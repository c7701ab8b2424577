import {
  type Credential,
  credentialKinds,
  type Deletion,
  type Readings,
  type StageResult,
  type UnknownKind,
} from '../run/model';

/** The credentials that were found, in the order in which their kinds are deleted. */
export function presentIn(readings: Readings): Credential[] {
  return credentialKinds.flatMap((kind) => {
    const reading = readings[kind];
    return reading.state === 'present' ? reading.credentials : [];
  });
}

/** The kinds that could not be read, each with the failure that says why. */
export function unreadIn(readings: Readings): UnknownKind[] {
  return credentialKinds.flatMap((kind) => {
    const reading = readings[kind];
    return reading.state === 'unknown' ? [{ kind, failure: reading.failure }] : [];
  });
}

/** What happened to each approved credential, from all stages of an account that did not end in an error. */
export function deletionsIn(stages: readonly StageResult[]): Deletion[] {
  return stages.flatMap((stage) => ('deletions' in stage ? stage.deletions : []));
}

import type { Json } from '../../../../local-aws/json';

/** What the things that a case names are called at the endpoint. */
export interface Place {
  /** `:us-east-1:123456789012:` */
  regionAndAccount: string;
  machine: string;
  execution: string;
  roleArn: string;
  bucket: string;
}

const here: Place = {
  regionAndAccount: ':eu-west-1:111111111111:',
  machine: 'Conformance',
  execution: 'run-1',
  roleArn: 'arn:aws:iam::111111111111:role/Conformance',
  bucket: 'b',
};

/** Part of a case, in the names of the endpoint. */
export function named<Part extends Json | undefined>(part: Part, there: Place): Part {
  if (part === undefined) return part;
  const text = JSON.stringify(part)
    .replaceAll('"Bucket":"b"', `"Bucket":"${there.bucket}"`)
    .replaceAll('"Bucket":"nowhere"', `"Bucket":"${there.bucket}-nowhere"`)
    .replaceAll(/:(stateMachine|execution):(\w+)/g, (_, kind, name) => `:${kind}:${there.machine}-${name}`)
    .replaceAll(here.regionAndAccount, there.regionAndAccount);
  return JSON.parse(text);
}

/** What the endpoint answered, in the names of a case. */
export function namedHere<Part extends Json>(part: Part, there: Place): Part {
  const text = JSON.stringify(part)
    .replaceAll(there.roleArn, here.roleArn)
    .replaceAll(`${there.machine}-`, '')
    .replaceAll(there.machine, here.machine)
    .replaceAll(there.execution, here.execution)
    .replaceAll(there.bucket, here.bucket)
    .replaceAll(there.regionAndAccount, here.regionAndAccount);
  return JSON.parse(text);
}

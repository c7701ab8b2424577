import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, it, vi } from 'vitest';
import { createApp } from './support/synthesized';

vi.mock('../../lib/lambda-bundles', () => import('./support/no-bundles'));

const real = 'carol@real.domain';
const example = (emails: string) =>
  `${emails}: an example, where nobody gets mail. Name those who are meant in root-purge.json, as approvers or alarmEmails.`;
const optIn = (region: string) => expect.stringContaining(`${region} is an opt-in Region`);

const keyIn = (region: string) => `arn:aws:kms:${region}:444455556666:key/mine`;

/** What the CDK CLI tells of; it goes on after a warning, and not after an error. */
it.each<[object, { errors?: unknown[]; warnings?: unknown[] }]>([
  [{ approvers: [real] }, {}],
  [{ approvers: [real, 'alice@example.com'] }, { errors: [example('alice@example.com')] }],
  [{ approvers: ['alice@Example.com', real] }, { errors: [example('alice@Example.com')] }],
  [{ alarmEmails: ['bob@corp.example', real] }, { errors: [example('bob@corp.example')] }],
  [
    {
      approvers: ['a@example.net', 'b@mail.example.org', 'c@x.test', 'd@x.invalid'],
      alarmEmails: ['a@example.net'],
    },
    { errors: [example('a@example.net, b@mail.example.org, c@x.test, d@x.invalid')] },
  ],
  [{ approvers: ['example.com@real.domain', 'a@myexample.com', 'b@example.com.real.domain'] }, {}],
  [{ executionDataKeyArn: keyIn('eu-west-1') }, {}],
  [{ executionDataKeyArn: keyIn('eu-west-1'), region: 'eu-west-1' }, {}],
  [
    { executionDataKeyArn: keyIn('us-east-1'), region: 'eu-west-1' },
    {
      errors: [
        'executionDataKeyArn: a key in us-east-1, and Step Functions in eu-west-1 uses keys of its own Region alone.',
      ],
    },
  ],
  [{ region: 'af-south-1' }, { warnings: [optIn('af-south-1')] }],
  [{ region: 'eu-central-2' }, { warnings: [optIn('eu-central-2')] }],
  [{ region: 'eu-central-1' }, {}],
  [{ region: 'eusc-de-east-1' }, {}],
])('of %j this is told', (context, { errors = [], warnings = [] }) => {
  const annotations = Annotations.fromStack(createApp({ approvers: [real], ...context }).stack);
  const told = (found: ReturnType<typeof annotations.findError>) => found.map(({ entry }) => entry.data);
  expect({
    errors: told(annotations.findError('*', Match.anyValue())),
    warnings: told(annotations.findWarning('*', Match.anyValue())),
  }).toEqual({ errors, warnings });
});

import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, it, vi } from 'vitest';
import { createApp } from './support/synthesized';

vi.mock('../../lib/lambda-bundles', () => import('./support/no-bundles'));

const example = 'The approvers in cdk.json are still an example.';
const optIn = (region: string) => `${region} is an opt-in Region`;

it.each([
  [{ approvers: ['carol@corp.example', 'alice@example.com'] }, [example]],
  [{ approvers: ['alice@example.com', 'carol@corp.example'] }, [example]],
  [{ approvers: ['example.com@corp.example'] }, []],
  [{ region: 'af-south-1' }, [optIn('af-south-1')]],
  [{ region: 'eu-central-2' }, [optIn('eu-central-2')]],
  [{ region: 'eu-central-1' }, []],
  [{ region: 'eusc-de-east-1' }, []],
])('of %j these are told', (context, warnings) => {
  const { stack } = createApp({ approvers: ['carol@corp.example'], ...context });
  const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  expect(found.map(({ entry }) => String(entry.data))).toEqual(
    warnings.map((warning) => expect.stringContaining(warning)),
  );
});

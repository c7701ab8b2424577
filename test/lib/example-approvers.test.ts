import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { createApp } from './support/synthesized';

it.each([
  [['carol@corp.example', 'alice@example.com'], 1],
  [['alice@example.com', 'carol@corp.example'], 1],
  [['example.com@corp.example'], 0],
])('of the approvers %j the examples are warned of', (approvers, warnings) => {
  const { stack } = createApp({ approvers });
  const found = Annotations.fromStack(stack).findWarning(
    '*',
    Match.stringLikeRegexp('The approvers in cdk.json are still an example'),
  );
  expect(found).toHaveLength(warnings);
});

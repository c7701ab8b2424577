import '../support/quiet';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { askForDelivery } from '../../../lambdas/approval/ask-for-delivery';

it('invokes the function with what S3 would say of the decision, and waits for no answer', async () => {
  const lambda = mockClient(LambdaClient);
  lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
  await askForDelivery(new LambdaClient({}), 'Deliver', 'run-1');
  expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
    {
      FunctionName: 'Deliver',
      InvocationType: 'Event',
      Payload: '{"detail":{"object":{"key":"runs/run-1/decision.json"}}}',
    },
  ]);
});

it('leaves it to S3 where Lambda refuses', async () => {
  const lambda = mockClient(LambdaClient);
  lambda.on(InvokeCommand).rejects(new Error('Rate exceeded'));
  await expect(askForDelivery(new LambdaClient({}), 'Deliver', 'run-1')).resolves.toBeUndefined();
});

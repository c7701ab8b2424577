import { allStates, type Processor, type State } from './definition';

// A new account has a quota of 10 functions at once; the others are of Lambda itself.
export const busy =
  '100 after Lambda.TooManyRequestsException, Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException, Lambda.ClientExecutionTimeoutException';
export const usual = [busy, '3 after States.TaskFailed'];

/** Of each state that works, for instance `3 after States.TaskFailed` and `States.ALL to WriteReport`. */
export function errorHandling(definition: Processor) {
  const working = allStates(definition).filter(([, { Type }]) => Type === 'Task' || Type === 'Map');
  return Object.fromEntries(working.map(([name, state]) => [name, inWords(state)]));
}

function inWords({ Retry = [], Catch = [] }: State) {
  return {
    retry: Retry.map(({ ErrorEquals, MaxAttempts }) => `${MaxAttempts} after ${ErrorEquals.join(', ')}`),
    catch: Catch.map(({ ErrorEquals, Next }) => `${ErrorEquals.join(', ')} to ${Next}`),
  };
}

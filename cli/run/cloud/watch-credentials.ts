import { failureOfCaught } from '../../../lambdas/report/explain';
import { ExecutionStopped, isJsonObject, type Json, type TaskIntegration } from '../../../local-aws';

const expired = new Set(['ExpiredToken', 'ExpiredTokenException']);

/** Which functions use the caller's credentials, and who is told when those have expired. */
export interface CredentialsWatch {
  /** Whether a function, by its state, calls AWS with the credentials of whoever runs this. */
  usesCaller(state: string): boolean;
  /** Told why those credentials are of no use any more. */
  onExpired(reason: string): void;
}

/**
 * Interrupts the run when the caller's credentials have expired: the account in hand is given up as if it had not been
 * begun, where retries and a failed account would otherwise follow for every account that is left.
 */
export function watchCredentials<Tasks extends Record<'lambda:invoke', TaskIntegration>>(
  tasks: Tasks,
  { usesCaller, onExpired }: CredentialsWatch,
): Tasks {
  return {
    ...tasks,
    'lambda:invoke': async (args, call) => {
      try {
        return await tasks['lambda:invoke'](args, call);
      } catch (error) {
        if (!(error instanceof Error) || !usesCaller(functionNameIn(args))) throw error;
        const { name, cause } = error;
        const isUnavailable = name === 'CallerCredentialsError';
        if (!isUnavailable && !expired.has(name)) throw error;
        onExpired(
          isUnavailable ? failureOfCaught({ state: '', error: name, cause: String(cause) }).message : name,
        );
        throw new ExecutionStopped('CredentialsExpired');
      }
    },
  };
}

function functionNameIn(args: Json): string {
  return isJsonObject(args) ? String(args.FunctionName) : '';
}

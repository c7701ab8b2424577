import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handle } from 'hono/aws-lambda';
import { ownClient } from './aws-calls/own-client';
import { clientSecret } from './identity/client-secret';
import { Provider } from './identity/provider';
import { signInFlow } from './pages/sign-in-flow';
import { ownSeal } from './root-session/seal';
import { ownRunStore } from './run/run-store';
import { env, envOrNone } from './skeleton/env';

/** The provider of the deployed app; its secret is read with the first sign-in. */
function ownProvider(): Provider {
  const secretArn = envOrNone('SIGN_IN_SECRET_ARN');
  const secretsManager = ownClient(SecretsManagerClient);
  return new Provider({
    issuer: env('SIGN_IN_ISSUER'),
    clientId: env('SIGN_IN_CLIENT_ID'),
    clientSecret: secretArn ? () => clientSecret(secretsManager, secretArn) : undefined,
    redirectUri: `${env('APPROVAL_URL')}/signed-in`,
  });
}

/** The Lambda `SignIn`, behind the HTTP API where approvers sign in. */
export const handler = handle(
  signInFlow({ store: ownRunStore(), seal: ownSeal(), now: () => new Date(), provider: ownProvider() }),
);

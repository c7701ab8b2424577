import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { contentOf } from '../aws-calls/content-of';

/**
 * The secret of this app at its provider, as text. It is in Secrets Manager alone, in no template and no variable.
 * @throws IncompleteAnswerError where the secret holds no text
 */
export async function clientSecret(client: SecretsManagerClient, SecretId: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  return contentOf(
    'secretsmanager:GetSecretValue',
    'the text of the secret',
    SecretString?.trim() || undefined,
  );
}

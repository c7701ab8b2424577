import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { clientSecret } from '../../../lambdas/identity/client-secret';

const SecretId = 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:sign-in-AbCdEf';
const secretsManager = mockClient(SecretsManagerClient);

it('is the text of the secret, without the line end of an editor', async () => {
  secretsManager.on(GetSecretValueCommand, { SecretId }).resolves({ SecretString: 'hush\n' });
  expect(await clientSecret(new SecretsManagerClient({}), SecretId)).toBe('hush');
});

it.each([{}, { SecretString: ' ' }])('is not there where Secrets Manager answers %j', async (answer) => {
  secretsManager.on(GetSecretValueCommand).resolves(answer);
  await expect(clientSecret(new SecretsManagerClient({}), SecretId)).rejects.toThrow(
    'the text of the secret',
  );
});

type Env = Readonly<Record<string, string | undefined>>;

const endpointVariables = [
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_IAM',
  'AWS_ENDPOINT_URL_ORGANIZATIONS',
] as const;
/** For buckets and queues of member accounts; these alone do not say that the organization is elsewhere. */
const resourceVariables = ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_SQS'] as const;
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_REGION',
] as const;

/** Long-term credentials, as no emulator takes them for a session of its own. */
const operator = { AWS_ACCESS_KEY_ID: 'operator', AWS_SECRET_ACCESS_KEY: 'simulated' };

/** The variables in the environment that lead to another organization than the simulated one. */
export function leadingElsewhere(env: Env): string[] {
  return endpointVariables.filter((variable) => env[variable]);
}

/**
 * For the functions, where the environment leads to another organization than the simulated one: the endpoints that it
 * names, and credentials for them. Another endpoint may look at who is calling, and knows nothing of the roles of this
 * app.
 */
export function elsewhereIn(env: Env): Record<string, string> | undefined {
  if (leadingElsewhere(env).length === 0) return undefined;
  const variables = [...endpointVariables, ...credentialVariables, ...resourceVariables];
  const set = variables.flatMap((variable) => {
    const value = env[variable];
    return value ? [[variable, value] as const] : [];
  });
  return { ...operator, ...Object.fromEntries(set) };
}

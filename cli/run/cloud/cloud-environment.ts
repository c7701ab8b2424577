import type { CallerCredentials } from './caller-credentials';

const endpoints = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_IAM', 'AWS_ENDPOINT_URL_ORGANIZATIONS'];
const kindsOfEndpoint = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'];

/** Where the functions find STS, IAM and Organizations: AWS's own endpoints, unless the environment names others. */
export function cloudEnvironment(
  { region }: Pick<CallerCredentials, 'region'>,
  env: Record<string, string | undefined>,
): Record<string, string> {
  const given = [
    ...endpoints.map((name) => [name, env[name] || env.AWS_ENDPOINT_URL] as const),
    ...kindsOfEndpoint.map((name) => [name, env[name]] as const),
  ];
  const present = given.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return { AWS_REGION: region, AWS_DEFAULT_REGION: region, ...Object.fromEntries(present) };
}

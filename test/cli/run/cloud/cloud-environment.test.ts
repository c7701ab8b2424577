import { expect, it } from 'vitest';
import { cloudEnvironment } from '../../../../cli/run/cloud/cloud-environment';

const region = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' };

it.each<[string, Record<string, string>, Record<string, string>]>([
  ['AWS itself', { AWS_ACCESS_KEY_ID: 'never passed on', HOME: '/home/ana' }, {}],
  [
    'one endpoint for all',
    { AWS_ENDPOINT_URL: 'http://all' },
    {
      AWS_ENDPOINT_URL_STS: 'http://all',
      AWS_ENDPOINT_URL_IAM: 'http://all',
      AWS_ENDPOINT_URL_ORGANIZATIONS: 'http://all',
    },
  ],
  [
    'an endpoint of a service, and none for what stays on this machine',
    { AWS_ENDPOINT_URL_STS: 'http://sts', AWS_ENDPOINT_URL_S3: 'http://s3' },
    { AWS_ENDPOINT_URL_STS: 'http://sts' },
  ],
  ['FIPS endpoints', { AWS_USE_FIPS_ENDPOINT: 'true' }, { AWS_USE_FIPS_ENDPOINT: 'true' }],
])('leads the functions to %s', (_, env, expected) => {
  expect(cloudEnvironment({ region: 'eu-west-1' }, env)).toEqual({ ...region, ...expected });
});

import { PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, inject, it } from 'vitest';
import { openAccount, region, servicePrincipal } from '../../local-aws';
import { grantedBy } from './support/granted';
import { useScenario } from './support/scenario';

const scenario = useScenario();

/** The roles that may write decisions, by ARN. */
const { template } = await openAccount({ assembly: inject('assembly'), stackName: 'RootCredentialPurge' });
const writers = grantedBy(template.policies().roles)
  .filter(({ action, resource }) => action === 's3:PutObject' && resource.endsWith('/runs/*/decision.json'))
  .map(({ policy }) => policy);

const nameOf = (roleArn: string) => /role\/.*?(ApprovalApi|CloseApproval)Role/.exec(roleArn)?.[1] ?? roleArn;

describe('a decision', () => {
  it('is written by two roles', () => {
    expect(writers.map(nameOf).sort()).toEqual(['ApprovalApi', 'CloseApproval']);
  });

  describe.each(writers.map((roleArn) => [nameOf(roleArn), roleArn] as const))('of %s', (name, roleArn) => {
    function write(run: string, conditions: Pick<PutObjectCommandInput, 'IfNoneMatch' | 'IfMatch'>) {
      const { access, bucket, endpoints } = scenario.app;
      const session = access.assumeRole(roleArn, name, servicePrincipal('lambda'));
      const client = new S3Client({
        endpoint: endpoints.AWS_ENDPOINT_URL_S3,
        region,
        forcePathStyle: true,
        credentials: access.credentialsOf(session),
        maxAttempts: 1,
      });
      const Key = `runs/${run}/decision.json`;
      return client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: run, ...conditions }));
    }

    it.each(['a-purge', 'task-a-task'])('is written once in %s, and replaced by no header', async (kind) => {
      const run = `${kind}-of-${name}`;
      await expect(write(run, {})).rejects.toMatchObject({ name: 'AccessDenied' });
      const { ETag } = await write(run, { IfNoneMatch: '*' });
      await expect(write(run, {})).rejects.toMatchObject({ name: 'AccessDenied' });
      await expect(write(run, { IfMatch: ETag })).rejects.toMatchObject({ name: 'AccessDenied' });
      await expect(write(run, { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
      const both = { IfNoneMatch: '*', IfMatch: ETag };
      await expect(write(run, both)).rejects.toMatchObject({ name: 'PreconditionFailed' });
      await expect(write(run, { IfNoneMatch: '"other"' })).rejects.toMatchObject({ name: 'NotImplemented' });
    });
  });
});

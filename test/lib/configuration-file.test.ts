import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RootConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../lib/config';
import { Context } from '../../lib/config-schema';
import { readConfigurationFile } from '../../lib/configuration-file';
import { ConfigError } from '../../lib/parse-context';
import { temporaryFolder } from '../local-aws/support/temporary-folder';

const folderWith = (text: string | Uint8Array, name = 'root-purge.json') => {
  const folder = temporaryFolder({});
  writeFileSync(join(folder, name), text);
  return folder;
};

describe('readConfigurationFile', () => {
  const text = '{"approvers":["alice@example.com"],"concurrency":3}';
  const values = { approvers: ['alice@example.com'], concurrency: 3 };

  it('reads root-purge.json of the folder', () => {
    const folder = folderWith(text);
    expect(readConfigurationFile(folder)).toEqual({ path: join(folder, 'root-purge.json'), values });
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as Windows PowerShell writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('reads it in %s', (_, bytes) => {
    expect(readConfigurationFile(folderWith(bytes))?.values).toEqual(values);
  });

  it('reads the file that is named instead, wherever it is', () => {
    const folder = folderWith('{"concurrency":9}');
    const path = join(folderWith(text, 'test-organization.json'), 'test-organization.json');
    expect(readConfigurationFile(folder, path)).toEqual({ path, values });
  });

  it('finds nothing where there is none, or where none is named', () => {
    expect(readConfigurationFile(temporaryFolder({}))).toBeUndefined();
    expect(readConfigurationFile(folderWith(text), '')).toBeUndefined();
  });

  it('refuses a name of nothing', () => {
    const path = join(temporaryFolder({}), 'prod.json');
    expect(() => readConfigurationFile('.', path)).toThrow(
      new ConfigError(`${path}, which ROOT_PURGE_CONFIG names, is not there.`),
    );
  });

  it.each(['', '{"approvers":', '["alice@example.com"]', 'null', '"approvers"', 'approvers: [a]'])(
    'refuses %j, which is no JSON object',
    (wrong) => {
      const folder = folderWith(wrong);
      const path = join(folder, 'root-purge.json');
      expect(() => readConfigurationFile(folder)).toThrow(ConfigError);
      expect(() => readConfigurationFile(folder)).toThrow(
        `${path} is no JSON object, and what it excludes is not known`,
      );
    },
  );

  it('refuses what cannot be read', () => {
    const folder = temporaryFolder({});
    expect(() => readConfigurationFile('.', folder)).toThrow(`${folder} cannot be read (Error: EISDIR`);
  });
});

describe('the configuration of a file', () => {
  const path = '/app/root-purge.json';
  const read = (values: object, context: object = {}) => {
    const { node } = new RootConstruct();
    for (const [key, value] of Object.entries(context)) node.setContext(key, value);
    return readConfig(node, { path, values: { ...values } });
  };
  const approvers = ['alice@example.com'];

  it('adds up with that of the context', () => {
    expect(read({ approvers }, { concurrency: '7', 'aws:cdk:toolkit': 1 })).toEqual(
      read({ approvers, concurrency: 7 }),
    );
  });

  it('is refused where a key is in both, or unknown, with everything else that is wrong', () => {
    const values = { approvers, concurrency: 3, exeptions: [], '@aws-cdk/core:x': true, region: 'Mars' };
    const known = Object.keys(Context.shape).join(', ');
    expect(() => read(values, { concurrency: 3 })).toThrow(
      new ConfigError(
        [
          'The configuration (root-purge.json, or context: cdk.json, -c key=value) is not valid.',
          `- exeptions: in ${path}, and not a key of this app; allowed: ${known}`,
          `- @aws-cdk/core:x: in ${path}, and not a key of this app; allowed: ${known}`,
          `- concurrency: received 3 in ${path}, and 3 as context (cdk.json, cdk.context.json, ~/.cdk.json, -c); allowed: one of them`,
          '- region: received "Mars"; allowed: a Region of AWS such as eu-west-1',
        ].join('\n'),
      ),
    );
  });
});

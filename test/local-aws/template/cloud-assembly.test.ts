import { describe, expect, it } from 'vitest';
import { readStack, stackNames } from '../../../local-aws/template/cloud-assembly';
import { temporaryFolder } from '../support/temporary-folder';

const stack = (templateFile: string) => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
const assembly = (artifacts: Record<string, object>) =>
  temporaryFolder({
    'manifest.json': JSON.stringify({ version: '1', artifacts }),
    'One.template.json': JSON.stringify({ Resources: { One: { Type: 'AWS::SNS::Topic' } } }),
    'Two.template.json': JSON.stringify({ Resources: {} }),
    'One.assets.json': JSON.stringify({
      files: {
        abc: {
          source: { path: 'asset.abc', packaging: 'zip' },
          destinations: { current: { bucketName: 'assets', objectKey: 'abc.zip' } },
        },
      },
    }),
  });

describe('readStack', () => {
  it('reads the only stack and finds its assets by object key', () => {
    const folder = assembly({
      One: stack('One.template.json'),
      'One.assets': { type: 'cdk:asset-manifest', properties: { file: 'One.assets.json' } },
      Tree: { type: 'cdk:tree' },
    });
    const read = readStack(folder);
    expect(read).toEqual({
      stackName: 'One',
      environment: { accountId: '111111111111', region: 'eu-west-1' },
      template: { Parameters: {}, Resources: { One: { Type: 'AWS::SNS::Topic', Properties: {} } } },
      templateBody: expect.any(Function),
      assetPath: expect.any(Function),
    });
    expect(read.assetPath('abc.zip')).toBe(`${folder}/asset.abc`);
    expect(() => read.assetPath('def.zip')).toThrow('no asset with the object key def.zip');
  });

  it('reads the stack that is named, with the account and Region that it is for', () => {
    const two = { ...stack('Two.template.json'), environment: 'aws://222222222222/us-east-1' };
    const folder = assembly({ One: stack('One.template.json'), Two: two });
    const { stackName, environment } = readStack(folder, 'Two');
    expect({ stackName, environment }).toEqual({
      stackName: 'Two',
      environment: { accountId: '222222222222', region: 'us-east-1' },
    });
    expect(stackNames(folder)).toEqual(['One', 'Two']);
  });

  it('takes a stack whose account and Region are open for one of this machine', () => {
    const open = { ...stack('Two.template.json'), environment: 'aws://unknown-account/unknown-region' };
    expect(readStack(assembly({ Two: open })).environment).toEqual({
      accountId: '111111111111',
      region: 'eu-west-1',
    });
  });

  it.each([
    [
      'two stacks and no name',
      undefined,
      { One: stack('a'), Two: stack('b') },
      'expected one stack, found: One, Two',
    ],
    ['no such stack', 'Three', { One: stack('a') }, 'expected one stack named Three, found: One'],
    ['no stack', undefined, {}, 'expected one stack, found: none'],
  ])('refuses an assembly with %s', (_, name, artifacts, message) => {
    expect(() => readStack(assembly(artifacts), name)).toThrow(message);
  });
});

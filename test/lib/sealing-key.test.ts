import { describe, expect, it } from 'vitest';
import { SealingKey } from '../../lib/sealing-key';
import { synthesizeAlone } from './support/synthesized';

const template = synthesizeAlone((stack) => new SealingKey(stack, 'SealingKey'));

describe('SealingKey', () => {
  it('rotates, outlives the stack, and is used by whom IAM policies of this account allow', () => {
    expect(Object.fromEntries(template.all())).toEqual({
      SealingKey: {
        Type: 'AWS::KMS::Key',
        Properties: {
          Description: 'Seals root sessions and task tokens of the root credential purge',
          EnableKeyRotation: true,
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'arn:{AWS::Partition}:iam::{AWS::AccountId}:root' },
                Action: 'kms:*',
                Resource: '*',
              },
            ],
          },
        },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      },
    });
  });
});

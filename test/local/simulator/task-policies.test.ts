import { describe, expect, it } from 'vitest';
import { findTaskPolicy } from '../../../local/simulator/task-policies';

const find = (name: string) => findTaskPolicy(`arn:aws:iam::aws:policy/root-task/${name}`);

describe('findTaskPolicy', () => {
  it.each([
    'iam:GetAccountSummary',
    'iam:UpdateAccessKey',
    'iam:UpdateSigningCertificate',
    'iam:DeleteVirtualMFADevice',
    'iam:CreateLoginProfile',
  ])('finds no %s in the policy for deleting', (action) => {
    expect(find('IAMDeleteRootUserCredentials')?.allowedActions).not.toContain(action);
  });

  it('finds nothing but reads in the policy for auditing', () => {
    const actions = find('IAMAuditRootUserCredentials')?.allowedActions;
    expect(actions).toHaveLength(7);
    expect(actions?.filter((action) => !/^iam:(Get|List)/.test(action))).toEqual([]);
  });

  it('lets the account summary be asked for without a resource', () => {
    expect(find('IAMAuditRootUserCredentials')?.onRootUserOnly).not.toContain('iam:GetAccountSummary');
  });

  it.each(['IAMCreateRootUserPassword', 'S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy'])(
    'knows %s',
    (name) => {
      expect(find(name)?.arn).toBe(`arn:aws:iam::aws:policy/root-task/${name}`);
    },
  );

  it.each(['AdministratorAccess', ''])('knows no "%s"', (name) => {
    expect(find(name)).toBeUndefined();
  });
});

import type { AccessControl } from '../../local-aws';

/** Whether a role may do anything with the organization or its accounts, and not only with the app's own resources. */
export function worksOnOrganization({ policies }: AccessControl, roleArn: string): boolean {
  const statements = (policies.roles[roleArn] ?? []).flatMap(({ Statement }) => Statement);
  return statements.some(({ Action = [] }) =>
    Action.some((action) => /^(sts|organizations|iam|account):/.test(action)),
  );
}

import type { Fact } from '../aws/fact';
import { purposes, type RootAccess } from '../root-access/root-access';

/** What `enable` was asked to bring about. */
export interface Wanted {
  readonly rootSessions: boolean;
  /** The account that is to be a delegated administrator for IAM. */
  readonly delegatedAdmin?: string;
}

/** One change of the organization, named by its AWS operation. */
export type Step =
  | { readonly call: 'organizations:EnableAWSServiceAccess' }
  | { readonly call: 'iam:EnableOrganizationsRootCredentialsManagement' }
  | { readonly call: 'iam:EnableOrganizationsRootSessions' }
  | { readonly call: 'organizations:RegisterDelegatedAdministrator'; readonly accountId: string };

/**
 * The steps that are missing, in the order that AWS asks for; what could not be read counts as missing, since turning
 * it on once more changes nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 */
export function missingSteps(access: RootAccess, { rootSessions, delegatedAdmin }: Wanted): Step[] {
  const { trustedAccess, features, delegatedAdministrators } = access;
  const steps: Step[] = [];
  if (!isSo(trustedAccess, (on) => on)) steps.push({ call: 'organizations:EnableAWSServiceAccess' });
  if (!isSo(features, (on) => on.rootCredentialsManagement))
    steps.push({ call: 'iam:EnableOrganizationsRootCredentialsManagement' });
  if (rootSessions && !isSo(features, (on) => on.rootSessions))
    steps.push({ call: 'iam:EnableOrganizationsRootSessions' });
  const isRegistered = isSo(delegatedAdministrators, (all) =>
    all.some((one) => one.accountId === delegatedAdmin),
  );
  if (delegatedAdmin && !isRegistered)
    steps.push({ call: 'organizations:RegisterDelegatedAdministrator', accountId: delegatedAdmin });
  return steps;
}

function isSo<T>(reading: Fact<T>, test: (value: T) => boolean): boolean {
  return reading.known && test(reading.value);
}

/** What a step does, in the infinitive: `turn on trusted access for iam.amazonaws.com`. */
export function describeStep(step: Step): string {
  switch (step.call) {
    case 'organizations:EnableAWSServiceAccess':
      return 'turn on trusted access for iam.amazonaws.com';
    case 'iam:EnableOrganizationsRootCredentialsManagement':
      return `turn on RootCredentialsManagement (${purposes.rootCredentialsManagement})`;
    case 'iam:EnableOrganizationsRootSessions':
      return `turn on RootSessions (${purposes.rootSessions})`;
    case 'organizations:RegisterDelegatedAdministrator':
      return `register ${step.accountId} as a delegated administrator for IAM`;
  }
}

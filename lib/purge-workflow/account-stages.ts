import type { Construct } from 'constructs';
import type { LambdaFunction } from '../lambda-function';
import { assumeRootStage, useRootSession } from '../root-session-stages';
import type { SealingKey } from '../sealing-key';

/** The states of a purge that work on one account. */
export type AccountStage =
  | 'AssumeRootToInspect'
  | 'InspectCredentials'
  | 'AssumeRootToPurge'
  | 'DeleteSigningCertificates'
  | 'DeleteAccessKeys'
  | 'DeleteLoginProfile'
  | 'DeactivateMfaDevices'
  | 'VerifyAccount';

/**
 * The Lambdas that work on one account of a purge, by state name: two may open a root session, the others may use
 * one.
 */
export function accountStages(
  scope: Construct,
  sealingKey: SealingKey,
): Record<AccountStage, LambdaFunction> {
  return {
    AssumeRootToInspect: assumeRootStage(
      scope,
      'AssumeRootToInspect',
      'IAMAuditRootUserCredentials',
      sealingKey,
    ),
    InspectCredentials: useRootSession(scope, 'InspectCredentials', sealingKey),
    AssumeRootToPurge: assumeRootStage(
      scope,
      'AssumeRootToPurge',
      'IAMDeleteRootUserCredentials',
      sealingKey,
    ),
    DeleteSigningCertificates: useRootSession(scope, 'DeleteSigningCertificates', sealingKey),
    DeleteAccessKeys: useRootSession(scope, 'DeleteAccessKeys', sealingKey),
    DeleteLoginProfile: useRootSession(scope, 'DeleteLoginProfile', sealingKey),
    DeactivateMfaDevices: useRootSession(scope, 'DeactivateMfaDevices', sealingKey),
    VerifyAccount: useRootSession(scope, 'VerifyAccount', sealingKey),
  };
}

import type { Construct } from 'constructs';
import { purgeTaskPolicies } from '../../lambdas/root-session/task-policies';
import type { LambdaFunction } from '../lambda-function';
import { assumeRootStage, useRootSession } from '../root-session-stages';
import type { RunStore } from '../run-store';
import type { PurgeWorkflowProps } from './purge-workflow-props';

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
  { runStore, sealingKey }: PurgeWorkflowProps,
): Record<AccountStage, LambdaFunction> {
  const open = (state: keyof typeof purgeTaskPolicies) =>
    assumeRootStage(scope, state, purgeTaskPolicies[state], sealingKey);
  return {
    AssumeRootToInspect: open('AssumeRootToInspect'),
    InspectCredentials: useRootSession(scope, 'InspectCredentials', sealingKey),
    AssumeRootToPurge: knowingRun(open('AssumeRootToPurge'), runStore),
    DeleteSigningCertificates: useRootSession(scope, 'DeleteSigningCertificates', sealingKey),
    DeleteAccessKeys: useRootSession(scope, 'DeleteAccessKeys', sealingKey),
    DeleteLoginProfile: useRootSession(scope, 'DeleteLoginProfile', sealingKey),
    DeactivateMfaDevices: useRootSession(scope, 'DeactivateMfaDevices', sealingKey),
    VerifyAccount: useRootSession(scope, 'VerifyAccount', sealingKey),
  };
}

/** It looks for itself whether the run is to delete anything. */
function knowingRun(stage: LambdaFunction, runStore: RunStore): LambdaFunction {
  stage.addEnvironment('RUN_BUCKET', runStore.bucket.bucketName);
  runStore.grantRead(stage, 'accounts.json');
  return stage;
}

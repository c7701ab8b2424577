import type { ConfiguredRules } from '../lambdas/approval/approval-rules';
import type { Config } from './config';
import type { LambdaFunction } from './lambda-function';
import { grantLookUpStart } from './look-up-start';
import type { RunStage } from './purge-workflow/run-stages';
import type { RunStore } from './run-store';

/** What asks approvers, hears them, and acts on what they said. */
interface Approving {
  readonly runStore: RunStore;
  /** Those that store what somebody decides. */
  readonly deciders: readonly LambdaFunction[];
  readonly runStages: Readonly<Record<RunStage, LambdaFunction>>;
  /** Those that write reports, with the digests of all that was decided. */
  readonly reports: readonly LambdaFunction[];
}

/**
 * Has two people approve, or keeps whoever started a run from approving it, where the configuration says so; without
 * that, one approver decides and no function is told or allowed anything of this.
 */
export function keepApprovalRules(
  config: Config,
  { runStore, deciders, runStages, reports }: Approving,
): void {
  const rules = rulesIn(config);
  if (!rules) return;
  const { RequestApproval, RemindApprovers, CloseApproval } = runStages;
  const proposals = 'proposals/*';
  runStore.writeOnce('ProposalsStayAsTheyAre', proposals);
  for (const decider of deciders) runStore.grantWrite(decider, proposals);
  for (const reader of [...deciders, RemindApprovers, CloseApproval, ...reports])
    runStore.grantRead(reader, proposals);
  runStore.grantRead(CloseApproval, 'approval.json');
  for (const judge of [RequestApproval, CloseApproval]) {
    judge.addEnvironment('APPROVAL_RULES', JSON.stringify(rules));
    if (rules.requester) letAskWhoStarted(judge, runStore);
  }
}

function rulesIn({ approvals, requester, people }: Config): ConfiguredRules | undefined {
  return approvals.required > 1 || requester ? { ...approvals, requester, people } : undefined;
}

function letAskWhoStarted(judge: LambdaFunction, runStore: RunStore): void {
  runStore.grantRead(judge, 'accounts.json', 'task.json');
  grantLookUpStart(judge);
}

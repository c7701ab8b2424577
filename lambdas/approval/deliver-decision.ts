import { SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { type Seal, unsealText } from '../root-session/seal';
import type { ApprovalRequest } from '../run/model';
import type { PersonalDecision } from './approval-state';

/**
 * Ends the workflow's wait for this decision. A wait that is over already is fine: the workflow reads the stored
 * decision when it ends, so a decision counts even where it could not be delivered.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export async function deliverDecision(
  services: { seal: Seal; sfn: SFNClient },
  { run, sealedTaskToken }: Pick<ApprovalRequest, 'run' | 'sealedTaskToken'>,
  { decision }: Pick<PersonalDecision, 'decision'>,
): Promise<void> {
  const context = { purpose: 'task-token', run } as const;
  const taskToken = await unsealText(services.seal, context, sealedTaskToken);
  try {
    await services.sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ decision }) }));
  } catch (error) {
    if (!(error instanceof Error) || !waitIsOver.has(error.name)) throw error;
  }
}

const waitIsOver = new Set(['TaskTimedOut', 'TaskDoesNotExist']);

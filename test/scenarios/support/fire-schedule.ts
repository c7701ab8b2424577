import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { LocalApp } from '../../../cli/run/local-app';
import { region, type Schedule, servicePrincipal } from '../../../local-aws';

/** Does what EventBridge Scheduler does when a schedule is due; resolves with the name of the execution. */
export async function fireSchedule(app: LocalApp, { groupArn, target }: Schedule): Promise<string> {
  const role = app.access.assumeRole(target.roleArn, 'Schedule', servicePrincipal('scheduler', groupArn));
  const states = new SFNClient({
    endpoint: app.endpoints.AWS_ENDPOINT_URL_SFN,
    region,
    credentials: app.access.credentialsOf(role),
  });
  const { executionArn = '' } = await states.send(
    new StartExecutionCommand({ stateMachineArn: target.arn, input: target.input }),
  );
  return executionArn.split(':').at(-1) ?? '';
}

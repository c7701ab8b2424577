import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from '@aws-sdk/client-sfn';
import { listAll } from '../../lambdas/aws-calls/whole-list';

/** The events of an execution after the one with this ID (0: all of them), in order, without the data in them. */
export async function listNewEvents(
  sfn: SFNClient,
  executionArn: string,
  lastEventId: number,
): Promise<HistoryEvent[]> {
  const isNew = ({ id = 0 }: HistoryEvent) => id > lastEventId;
  const events = await listAll({
    call: 'states:GetExecutionHistory',
    read: (nextToken?: string) =>
      sfn.send(
        new GetExecutionHistoryCommand({
          executionArn,
          // Newest first, since all but the newest are known already.
          reverseOrder: true,
          maxResults: lastEventId === 0 ? 1000 : 100,
          includeExecutionData: false,
          nextToken,
        }),
      ),
    items: ({ events }) => events,
    id: ({ id }) => id?.toString(),
    marker: ({ events, nextToken }) => (events?.every(isNew) ? nextToken : undefined),
  });
  return events.filter(isNew).reverse();
}

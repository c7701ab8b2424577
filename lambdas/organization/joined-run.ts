/**
 * The name of the execution for an account that joined. It has the time of the joining, as long as that name may not be
 * free again, which is 90 days after the end of an execution: what happens later is about something else, and has the
 * time of the event.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (`name`)
 */
export function joinedRunName(accountId: string, joined: Date, happened: Date): string {
  const isLater = happened.getTime() - joined.getTime() > 90 * 24 * 60 * 60 * 1000;
  const time = (isLater ? happened : joined).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${isLater ? 'event' : 'joined'}-${accountId}-${time}`;
}

/** Whether a run has such a name: an event started it, not a person who may have mistyped an ID. */
export function isJoinedRun(run: string): boolean {
  return /^(joined|event)-\d{12}-\d{8}T\d{6}Z$/.test(run);
}

import { isRequest } from '../../../cli/run/approval/answer-request';
import { linkIn } from '../../../cli/run/approval/approver';
import { waitingStates } from '../../../cli/terminal/waiting-states';
import type { Email, Execution, ExecutionResult, Json } from '../../../local-aws';
import { approvalPage, type Fields, type Seen } from './approver';
import { type Answer, type Case, inputOf } from './cases';
import { approvers, type World } from './world';

/** What one approver sent with the button. */
export interface Submission {
  readonly approver: string;
  readonly decision: 'approve' | 'reject';
  /** `accountId/kind/id` */
  readonly credentials: readonly string[];
  readonly status: number;
}

export interface Evidence {
  readonly world: World;
  readonly run: string;
  readonly input: { [field: string]: Json };
  readonly execution: Execution;
  readonly result: ExecutionResult;
  readonly submissions: readonly Submission[];
  /** Objects that were written while pages were only looked at. */
  readonly writesByLooking: number;
}

/** Runs the workflow once, with somebody to answer it, to its end. */
export async function runOnce(
  world: World,
  run: string,
  { answer, ...asked }: Pick<Case, 'input' | 'selection' | 'answer'>,
) {
  const input = inputOf(asked, world.organization);
  const execution = world.start(run, input);
  const submissions: Submission[] = [];
  const page = approvalPage(world);
  let writesByLooking = 0;
  const requests = await requested(world, run, execution);
  if (requests.length > 0) {
    if (answer.late) await untilReminded(world, execution);
    const before = world.written.length;
    const seen = await look(page, requests);
    writesByLooking = world.written.length - before;
    await answerAll(world, run, page, requests, seen, answer, submissions);
    while (await stillAsks(execution)) world.expire();
  }
  const result = await execution.result;
  // A delivery that comes late must not find the next case's world.
  await world.settled();
  return { world, run, input, execution, result, submissions, writesByLooking } satisfies Evidence;
}

type Page = ReturnType<typeof approvalPage>;

/** The requests for approval, once no further one comes; none where the execution ends without. */
async function requested(world: World, run: string, execution: Execution): Promise<Email[]> {
  const over = endOf(execution);
  for (let last = 0; ; await pause()) {
    const found = world.emails.filter((email) => isRequest(email) && email.message.includes(run));
    if (over.isOver || (found.length > 0 && found.length === last)) return found;
    last = found.length;
  }
}

function endOf(execution: Execution): { isOver: boolean } {
  const end = { isOver: false };
  execution.result.finally(() => {
    end.isOver = true;
  });
  return end;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Whether the workflow waits although it was answered: nobody decided, or the decision could not be delivered. */
async function stillAsks({ history }: Execution): Promise<boolean> {
  const isAsking = () => waitingStates.has(lastState(history));
  for (let turn = 0; turn < 10 && isAsking(); turn++) await pause();
  return isAsking();
}

function lastState(history: Execution['history']): string {
  const entered = history.findLast(({ type }) => type?.endsWith('StateEntered'));
  return entered?.stateEnteredEventDetails?.name ?? '';
}

/** Three quarters of the time pass; the reminder's mails are on their way. */
async function untilReminded(world: World, { history }: Execution): Promise<void> {
  world.expire(0.75);
  for (let turn = 0; turn < 10; turn++) await pause();
  while (lastState(history) === 'RequestApproval') await pause();
}

/** Mail scanners: every link is asked for and opened, some twice. */
async function look(page: Page, requests: readonly Email[]): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const { to, message } of requests) {
    const link = linkIn(message);
    await page.head(link);
    await page.open(`${link}?select=all`);
    // A person reloads a page that failed.
    for (let tries = 0; tries < 4 && !seen.get(to)?.digest; tries++) seen.set(to, await page.open(link));
  }
  return seen;
}

async function answerAll(
  world: World,
  run: string,
  page: Page,
  requests: readonly Email[],
  seen: Map<string, Seen>,
  answer: Answer,
  submissions: Submission[],
): Promise<void> {
  if (answer.how === 'nobody') return;
  if (answer.how === 'tampered') await spoilPlan(world, run);
  const asked = requests.filter(({ to }) => answer.race || to === approvers[answer.by]);
  const posts = (asked.length > 0 ? asked : requests.slice(0, 1)).map(async ({ to, message }, index) => {
    const { digest = '', boxes = [] } = seen.get(to) ?? {};
    const decision = answer.how === 'refused' || (answer.race && index === 1 && answer.mask % 2 === 1);
    const credentials = decision ? [] : ticked(boxes, answer, world);
    const fields = formOf(decision ? 'reject' : 'approve', digest, credentials);
    const link = linkIn(message);
    // As a person would: again, while the page only failed.
    for (let tries = 0; tries < 3; tries++) {
      const status = await page.post(link, fields);
      submissions.push({ approver: to, decision: decision ? 'reject' : 'approve', credentials, status });
      if (status < 500) return;
    }
  });
  await Promise.all(posts);
}

function ticked(boxes: string[][], { how, mask }: Answer, { organization }: World): string[] {
  const some = boxes.filter((_, index) => how !== 'some' || (mask >> (index % 16)) % 2 === 0).flat();
  if (how === 'devices') return some.filter((key) => key.includes('/mfa-devices/'));
  if (how !== 'forged') return some;
  const { id } = mask % 2 === 0 ? organization.managementAccount : (organization.accounts[0] ?? { id: '' });
  return [...some, `${id}/login-profile/login-profile`, `${id}/access-keys/AKIAFORGEDFORGED0000`];
}

function formOf(decision: 'approve' | 'reject', digest: string, credentials: readonly string[]): Fields {
  return [
    ['digest', digest],
    ['decision', decision],
    ['understood', 'yes'],
    ...credentials.flatMap((key) => [['credential', key] as const, ['confirm', key] as const]),
  ];
}

/** Somebody adds to the plan what nobody was shown. */
async function spoilPlan(world: World, run: string): Promise<void> {
  await world.tamper(`runs/${run}/plan.json`, (text) => {
    const plan = JSON.parse(text);
    const extra = { kind: 'access-keys', id: 'AKIASMUGGLEDSMUGGLED', lastUsed: { state: 'never' } };
    for (const account of plan.accounts) account.credentials.push(extra);
    return JSON.stringify(plan);
  });
}

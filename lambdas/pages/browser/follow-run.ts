import { showLocalTimes } from './local-times';

/** In milliseconds: soon at first, when much happens, then less often; a look that takes longer is one without an answer. */
const [first, longest, patience] = [500, 15_000, 10_000];

/** Looks again while the page shows a run that goes on, and says where nobody has answered twice in a row. */
export async function followRun(): Promise<void> {
  let unanswered = 0;
  for (let pause = first; document.querySelector('[data-follow]'); pause = Math.min(pause * 1.2, longest)) {
    await new Promise((passed) => setTimeout(passed, pause));
    unanswered = await lookAgain().then(
      () => 0,
      () => unanswered + 1,
    );
    const lost = document.getElementById('lost');
    if (lost) lost.hidden = unanswered < 2;
  }
}

/**
 * Replaces the page by what it says now, if that is anything else.
 *
 * @throws where it is not answered
 */
async function lookAgain(): Promise<void> {
  const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(`The page answered ${answer.status}.`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  showLocalTimes(page);
  const [shown, next] = [document.querySelector('main'), page.querySelector('main')];
  if (shown && next && shown.textContent !== next.textContent) shown.replaceWith(next);
  document.title = document.querySelector('h1')?.textContent ?? document.title;
}

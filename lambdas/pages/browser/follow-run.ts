const secondsBetweenLooks = 5;

/** Looks again every few seconds while the page shows a run that goes on. */
export function followRun(): void {
  setTimeout(async () => {
    if (!document.querySelector('[data-follow]')) return;
    await lookAgain().catch(() => undefined);
    followRun();
  }, secondsBetweenLooks * 1000);
}

/** Replaces the page by what it says now, if that is anything else. */
async function lookAgain(): Promise<void> {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [shown, next] = [document.querySelector('main'), page.querySelector('main')];
  if (shown && next && shown.textContent !== next.textContent) shown.replaceWith(next);
  document.title = document.querySelector('h1')?.textContent ?? document.title;
}

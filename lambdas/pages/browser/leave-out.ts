import type { Card } from './cards';
import { all, withText } from './elements';

/** Gives an account a button that leaves it out of the decision as it stands, ticks and all, or puts it back. */
export function addLeaveOut({ section, name }: Card, changed: () => void): void {
  const button = withText('button', '');
  const say = (text: string) => {
    button.textContent = text;
    button.setAttribute('aria-label', `${text}: ${name}`);
  };
  button.type = 'button';
  button.className = 'small';
  button.addEventListener('click', () => {
    const isOut = section.classList.toggle('left-out');
    for (const input of all(section, 'input', HTMLInputElement)) input.disabled = isOut;
    say(isOut ? 'Put back' : 'Leave out');
    changed();
  });
  say('Leave out');
  section.prepend(button);
}

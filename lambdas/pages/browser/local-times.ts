import { momentFormat } from '../../report/page-words';

const local = new Intl.DateTimeFormat('en-GB', { ...momentFormat, timeZoneName: 'short' });

/** Puts the reader's time before that in UTC, wherever a page says one; nothing changes where the two are alike. */
export function showLocalTimes(page: ParentNode): void {
  for (const element of page.querySelectorAll('time')) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0) continue;
    element.textContent = `${local.format(at)} (${element.textContent})`;
  }
}

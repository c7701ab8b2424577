const time: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
};

/** Puts the reader's time before that in UTC, wherever a page says one; nothing changes where the two are alike. */
export function showLocalTimes(page: ParentNode): void {
  for (const element of page.querySelectorAll('time')) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0) continue;
    element.textContent = `${new Intl.DateTimeFormat('en-GB', time).format(at)} (${element.textContent})`;
  }
}

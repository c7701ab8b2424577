import { parse } from 'node-html-parser';

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly digest: string | undefined;
  /** The value of each tick box. */
  readonly ticks: readonly string[];
}

export async function openPage(link: string, init?: RequestInit): Promise<Page> {
  const response = await fetch(link, { redirect: 'manual', ...init });
  const html = await response.text();
  const root = parse(html);
  return {
    status: response.status,
    text: root.structuredText,
    digest: root.querySelector('input[name=digest]')?.getAttribute('value'),
    ticks: root.querySelectorAll('input[name=credential]').map((box) => box.getAttribute('value') ?? ''),
  };
}

/** Presses a button of the page, with these boxes ticked and confirmed. */
export function submit(
  link: string,
  page: Pick<Page, 'digest'>,
  decision: 'approve' | 'reject',
  ticks: readonly string[] = [],
): Promise<Page> {
  const body = new URLSearchParams({ digest: page.digest ?? '', decision, understood: 'yes' });
  for (const tick of ticks) for (const box of ['credential', 'confirm']) body.append(box, tick);
  return openPage(link, { method: 'POST', body });
}

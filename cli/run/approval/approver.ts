import { approvalLinkPattern } from '../../terminal/approval-links';
import type { Ticks } from '../../terminal/ask-decision';
import type { Said } from '../../terminal/ask-refusal';
import { type Control, type Form, type ReadPage, readPage } from './read-page';

/** The approval page did not do what a decision needs; the message never holds the link's secret. */
export class ApprovalPageError extends Error {
  override readonly name = 'ApprovalPageError';

  constructor(
    message: string,
    /** What the page answered. */
    readonly status?: number,
  ) {
    super(message);
  }
}

/** Nothing is decided here any more: it is decided already, closed, or too late. The execution goes on by itself. */
export class ApprovalOverError extends Error {
  override readonly name = 'ApprovalOverError';
}

/** The approval link in an email's text. @throws ApprovalPageError where there is none */
export function linkIn(message: string): string {
  const link = approvalLinkPattern.exec(message)?.[0];
  if (!link) throw new ApprovalPageError('The email holds no approval link.');
  return link;
}

/**
 * Decides on a plan as a person would in a browser without JavaScript: opens the link, ticks what was chosen, and
 * presses the button.
 *
 * @throws ApprovalPageError where the page fails, with its status and what it says
 * @throws ApprovalOverError where nothing is decided there any more, with what the page says
 */
export async function decideOnPage(
  link: string,
  choice: Ticks,
  comment?: string,
  who?: string,
): Promise<void> {
  const { url, ...form } = await filledForm(link, choice, { comment, name: who });
  await openPage(url, { method: 'POST', ...form });
}

/** Nothing is left of the pages when it is sent. */
async function filledForm(link: string, choice: Ticks, said: Said) {
  const page = await pageToFill(parseUrl(link), choice);
  // Where somebody else has proposed something, approving is to confirm that.
  const approving = choice === 'all' ? ['approve', 'confirm'] : ['approve'];
  const button = decisionButton(page, choice === 'none' ? ['reject'] : approving);
  const { form } = button;
  if (form?.attributes.method?.toLowerCase() !== 'post') {
    throw new ApprovalPageError('The button of the approval page is not in a form that is sent with POST.');
  }
  const body = readFields(page, form, choice, said);
  body.append('decision', button.attributes.value ?? '');
  const url = sameOrigin(form.attributes.action || page.url.href, page);
  return { url, body, headers: originHeaders(page) };
}

async function pageToFill(link: URL, choice: Ticks): Promise<Page> {
  const page = await openPage(link);
  if (page.forms.length === 0) throw new ApprovalOverError(wordsOf(page));
  return choice === 'all' && hasBoxes(page) ? openPage(selectAllLink(page)) : page;
}

interface Page extends ReadPage {
  url: URL;
  referrerPolicy: string | null;
}

/** Fetches a page; a 303 is followed with GET, to the same origin only. */
async function openPage(url: URL, init: RequestInit = {}, redirects = 5): Promise<Page> {
  const response = await request(url, init);
  const page: Page = {
    ...readPage(await response.text()),
    url,
    referrerPolicy: response.headers.get('referrer-policy'),
  };
  const location = response.headers.get('location');
  if (response.status === 303 && location && redirects > 0) {
    return openPage(sameOrigin(location, page), {}, redirects - 1);
  }
  if (response.status === 410) throw new ApprovalOverError(wordsOf(page));
  if (!response.ok) {
    const { status } = response;
    throw new ApprovalPageError(`The approval page answered ${status}: ${wordsOf(page)}`, status);
  }
  return page;
}

/** The causes of fetch name hosts and ports; its own messages can hold the whole link, so they are left out. */
async function request(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual' });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no answer';
    throw new ApprovalPageError(`The approval page at ${url.origin} cannot be reached (${cause}).`);
  }
}

function parseUrl(link: string): URL {
  if (!URL.canParse(link)) throw new ApprovalPageError('The approval link is no URL.');
  return new URL(link);
}

function sameOrigin(reference: string, page: Page): URL {
  if (!URL.canParse(reference, page.url.href))
    throw new ApprovalPageError('The approval page leads to no URL.');
  const url = new URL(reference, page.url);
  if (url.origin === page.url.origin) return url;
  throw new ApprovalPageError(`The approval page leads elsewhere, to ${url.origin}.`);
}

/** A page without them is decided as a whole. */
function hasBoxes({ controls }: Page): boolean {
  return controls.some(({ attributes: { type, name } }) => type === 'checkbox' && name === 'credential');
}

/** The page's own link that ticks every box: `?select=all`, with or without a fragment. */
function selectAllLink(page: Page): URL {
  const link = page.links.find((href) => /\?select=all(#.*)?$/.test(href));
  if (!link) throw new ApprovalPageError(`The approval page offers no way to tick all: ${wordsOf(page)}`);
  return sameOrigin(link, page);
}

function decisionButton(page: Page, decisions: readonly string[]): Control {
  const button = page.controls.find(
    ({ attributes: { type, name, value, disabled } }) =>
      type === 'submit' && name === 'decision' && decisions.includes(value ?? '') && disabled === undefined,
  );
  if (!button)
    throw new ApprovalPageError(`The approval page offers no button to ${decisions[0]}: ${wordsOf(page)}`);
  return button;
}

/**
 * What a browser would send: hidden inputs, ticked boxes, and the text fields, the comment in the first text area.
 * Who approves ticks what asks for a confirmation, too: the boxes of what was chosen, and those that name nothing.
 */
function readFields(page: Page, form: Form, choice: Ticks, said: Said): URLSearchParams {
  const fields = new URLSearchParams();
  for (const { element, attributes, text, ...control } of page.controls) {
    const { name, value, disabled, checked } = attributes;
    if (control.form !== form || element === 'button' || name === undefined || disabled !== undefined)
      continue;
    const type = attributes.type?.toLowerCase() ?? 'text';
    if (element === 'textarea') {
      fields.append(name, said.comment ?? text);
    } else if (type === 'checkbox' || type === 'radio') {
      if (isTicked(name, value ?? 'on', choice) ?? checked !== undefined) fields.append(name, value ?? 'on');
    } else if (!['submit', 'button', 'reset', 'image', 'file'].includes(type)) {
      fields.append(name, (name === 'name' ? said.name : undefined) ?? value ?? '');
    }
  }
  return fields;
}

const boxesOfCredentials = new Set(['credential', 'confirm']);

/** Undefined where the page's own tick stands. */
function isTicked(name: string, value: string, choice: Ticks): boolean | undefined {
  if (choice === 'none') return undefined;
  return choice === 'all' || !boxesOfCredentials.has(name) || choice.has(value);
}

/** Where the page asks for no referrer, browsers send the origin as `null` (Fetch standard, "append a request Origin header"). */
function originHeaders({ url, referrerPolicy }: Page): Record<string, string> {
  const origin = referrerPolicy === 'no-referrer' ? 'null' : url.origin;
  return { origin, 'sec-fetch-site': 'same-origin' };
}

/** What a page says, on one line, without the secret should it repeat its own address. */
function wordsOf({ words: text, url }: Page): string {
  const secret = url.pathname.split('/').at(-1) || url.pathname;
  const words = text.replaceAll(secret, '...').replace(/\s+/g, ' ').trim();
  return words.length > 300 ? `${words.slice(0, 300)}...` : words || 'an empty page';
}

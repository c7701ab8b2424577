import { IncompleteAnswerError } from '../skeleton/errors';
import { contentOf } from './content-of';

/** How one operation of AWS lists: what to call, and where its answer has what. */
interface Listing<Page, Item> {
  /** For the error, for instance `iam:ListAccessKeys`. */
  readonly call: string;
  /** The page that a marker of the page before leads to, or the first one. */
  readonly read: (marker: string | undefined) => Promise<Page>;
  /** The SDK gives `[]` for an empty element and `undefined` for a missing one, which is no answer. */
  readonly items: (page: NoInfer<Page>) => readonly Item[] | undefined;
  /** What tells an item from the others. */
  readonly id: (item: NoInfer<Item>) => string | undefined;
  /** `Marker`, `NextToken` … of the next page. */
  readonly marker: (page: NoInfer<Page>) => string | undefined;
  /**
   * `IsTruncated`, where the operation has it. Its default in the models of IAM and S3 is false, so that a page may
   * lack it; without a marker it must not be true.
   */
  readonly isTruncated?: (page: NoInfer<Page>) => boolean | undefined;
}

/**
 * So many pages in a row without anything new are no listing any more. Organizations says that a page may be empty and
 * still have a successor, but names no number.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
const mostPagesWithoutNews = 50;

/** 200,000 accounts at 20 a page, or ten million objects: far beyond any quota, and still an end. */
const mostPages = 10_000;

/**
 * All items of a listing, each once, in order of appearance.
 * @throws IncompleteAnswerError where an answer lacks its content, says that it is truncated and does not say how it
 * goes on, or where the listing goes in a circle or nowhere: what was read so far is not the whole then
 */
export async function listAll<Page, Item>(listing: Listing<Page, Item>): Promise<Item[]> {
  const found = new Map<string, Item>();
  const markers = new Set<string>();
  let pagesWithoutNews = 0;
  let marker: string | undefined;
  do {
    const page = await listing.read(marker);
    const before = found.size;
    for (const [id, item] of identified(listing, page)) if (!found.has(id)) found.set(id, item);
    pagesWithoutNews = found.size === before ? pagesWithoutNews + 1 : 0;
    marker = nextMarker(listing, page, markers);
    if (marker) markers.add(marker);
  } while (marker && goesOn(listing, pagesWithoutNews, markers.size));
  return [...found.values()];
}

/** An item without an ID could neither be shown nor worked on: better no list than one that overlooks it. */
function identified<Page, Item>({ call, items, id }: Listing<Page, Item>, page: Page): [string, Item][] {
  const listed = contentOf(call, 'the list', items(page));
  return listed.map((item) => [
    contentOf(call, 'the ID of something in its list', id(item) || undefined),
    item,
  ]);
}

function nextMarker<Page, Item>(
  { call, marker, isTruncated }: Listing<Page, Item>,
  page: Page,
  seen: ReadonlySet<string>,
): string | undefined {
  const next = marker(page) || undefined;
  if (!next && isTruncated?.(page))
    throw new IncompleteAnswerError(call, 'it says that its list is truncated, and not how it goes on');
  if (next && seen.has(next))
    throw new IncompleteAnswerError(call, 'its list goes in a circle: a marker came twice');
  return next;
}

function goesOn<Page, Item>({ call }: Listing<Page, Item>, withoutNews: number, pages: number): true {
  if (withoutNews >= mostPagesWithoutNews)
    throw new IncompleteAnswerError(call, `its list goes on after ${withoutNews} pages with nothing new`);
  if (pages >= mostPages) throw new IncompleteAnswerError(call, `its list goes on after ${pages} pages`);
  return true;
}

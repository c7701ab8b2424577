import { type AnswerFields, type Fields, readFields, rewritten } from './answer-fields';
import { falseMarker } from './false-marker';
import type { HostileFault } from './fault-spec';
import { firstHalf, mapLists, none, withoutId } from './listed-items';
import type { WireCall } from './wire-call';
import { errorResponse, serverError } from './wire-errors';
import { contentTypes, type Paging, pagingOf, protocolOf, type WireProtocol } from './wire-protocols';

/** Answers that say nothing of what was asked, in the place of any answer. */
const replacements = {
  empty: (call: WireCall) => answering(call, protocolOf(call) === 'json' ? '{}' : ''),
  'no-content': () => new Response(null, { status: 204 }),
  html: () => new Response(portal, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  'error-as-ok': (call: WireCall) => {
    const { headers, body } = errorResponse(call, serverError(call));
    return new Response(body, { headers });
  },
  another: (call: WireCall) => answering(call, others[protocolOf(call)]),
};

/** Answers without what they were asked for. */
const changes = {
  missing: ({ fields, saying }: AnswerFields, paging?: Paging) => saying(pagingIn(fields, paging)),
};

/** Pages that nobody can use, or that end too early, or never. */
const pages = {
  nameless: ({ fields, saying }: AnswerFields) => saying(mapLists(fields, withoutId)),
  repeat: ({ fields, saying }: AnswerFields, paging: Paging) =>
    saying({ ...fields, ...goingOn(paging, 'again') }),
  endless: ({ fields, saying }: AnswerFields, paging: Paging) =>
    saying({ ...mapLists(fields, none), ...goingOn(paging) }),
};

/** The first half of a page that says that it is not all. */
const cuts = {
  cut: ({ fields, saying }: AnswerFields, { cut }: Paging) =>
    saying({ ...mapLists(fields, firstHalf), ...cut }),
};

/** The faults that change what an answer says: by name, what arrives instead of this one where it can be changed so. */
export async function hostileAnswers(
  call: WireCall,
  answer: Response,
): Promise<Map<HostileFault, () => Response>> {
  const said = answer.ok ? await readFields(call, answer) : undefined;
  const paging = pagingOf(call);
  return new Map([
    ...named(replacements, (replace) => replace(call)),
    ...(said ? named(changes, (change) => change(said, paging)) : []),
    ...(said && paging ? named(pages, (page) => page(said, paging)) : []),
    ...(said && paging?.cut ? named(cuts, (cut) => cut(said, paging)) : []),
  ]);
}

function named<Name extends HostileFault, How>(
  table: Record<Name, How>,
  make: (how: How) => Response,
): [HostileFault, () => Response][] {
  return (Object.entries(table) as [Name, How][]).map(([name, how]) => [name, () => make(how)]);
}

const answering = (call: WireCall, body: string) =>
  rewritten({ status: 200, headers: new Headers({ 'content-type': contentTypes[protocolOf(call)] }) }, body);

const goingOn = ({ marker, cut }: Paging, name?: string): Fields => ({ ...cut, [marker]: falseMarker(name) });

const pagingIn = (fields: Fields, { marker, cut }: Partial<Paging> = {}): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name === marker || (cut && name in cut)));

/** As the network of a hotel or a company answers whoever has not signed in. */
const portal = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in.</p></body></html>';

/** What ListRoots, ListUsers and ListBuckets answer where there is nothing. */
const others: Record<WireProtocol, string> = {
  json: '{"Roots":[]}',
  query:
    '<ListUsersResponse><ListUsersResult><Users/><IsTruncated>false</IsTruncated></ListUsersResult></ListUsersResponse>',
  'rest-xml': '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>',
};

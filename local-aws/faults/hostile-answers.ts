import type { Answer } from '../wire/answer';
import { AwsError } from '../wire/aws-error';
import { protocolOf, refusal, type WireCall } from '../wire/protocols';
import { type AnswerFields, readFields } from './answer-fields';
import { falseMarker } from './false-marker';
import type { HostileFault } from './fault-spec';
import { type Paging, pagingOf } from './faulty-paging';
import { firstHalf, mapLists, none, withoutId } from './listed-items';

/** What a service answers that does not know what is wrong. */
export const serverError = () =>
  new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', 500);

/** Answers that say nothing of what was asked, in the place of any answer. */
const replacements = {
  empty: (call: WireCall) => {
    const { kind, contentType } = protocolOf(call);
    return new Response(kind.endsWith('json') ? '{}' : '', { headers: { 'content-type': contentType } });
  },
  'no-content': () => new Response(null, { status: 204 }),
  html: () => new Response(portal, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  'error-as-ok': (call: WireCall) => {
    const { headers, body } = refusal(call, serverError());
    return new Response(body, { headers });
  },
  another: (call: WireCall) => {
    const protocol = protocolOf(call);
    return protocol.answer(...others[protocol.kind]);
  },
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

const goingOn = ({ marker, cut }: Paging, name?: string): Answer => ({ ...cut, [marker]: falseMarker(name) });

const pagingIn = (fields: Answer, { marker, cut }: Partial<Paging> = {}): Answer =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name === marker || (cut && name in cut)));

/** As the network of a hotel or a company answers whoever has not signed in. */
const portal = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in.</p></body></html>';

/** What ListRoots, ListUsers, ListFunctions and ListBuckets answer where there is nothing. */
const others: Record<ReturnType<typeof protocolOf>['kind'], [operation: string, answer: Answer]> = {
  json: ['ListRoots', { Roots: [] }],
  query: ['ListUsers', { Users: [], IsTruncated: false }],
  'rest-json': ['ListFunctions', { Functions: [] }],
  'rest-xml': ['ListBuckets', { Buckets: [] }],
};

import type { ApprovalRules, Decider } from '../run/model';

/** Whom an identity stands for: the names that it goes by, and whether they tell one person from another. */
interface Named {
  readonly names: readonly string[];
  readonly isPerson: boolean;
}

/** Lists of identities, each list one person's. */
export type People = readonly (readonly string[])[];

/**
 * Whether two identities may be the same person. In doubt they are: two addresses with the same part before the `@`, a
 * session of Identity Center of that name, an IAM user of that name, and what the configuration says is one person.
 */
export function maySamePerson(one: readonly string[], other: readonly string[], people: People): boolean {
  const names = new Set(namesOf(one, people));
  return namesOf(other, people).some((name) => names.has(name));
}

/** Whether identities tell who somebody is: a role that several people can take does not, nor does a root user. */
export function isOnePerson(identities: readonly string[], people: People): boolean {
  return (
    identities.some((identity) => named(identity).isPerson) ||
    namesOf(identities, people).some((name) => name.startsWith(listed))
  );
}

/** How many different people among these addresses may approve: whoever started the run is none of them. */
export function peopleAmong(emails: readonly string[], rules: ApprovalRules): number {
  const { requester, people } = rules;
  const found = requester?.identity === undefined ? [] : [requester.identity];
  const others = found.length;
  for (const email of emails)
    if (found.every((other) => !maySamePerson([email], [other], people))) found.push(email);
  return found.length - others;
}

/** Everything that tells whose word it is: an address or ARN, and by sign-in issuer and subject, too. */
export function identitiesOf({ decidedBy, knownBy }: Decider): string[] {
  switch (knownBy?.kind) {
    case 'sign-in':
      return [decidedBy, `${knownBy.issuer} ${knownBy.subject}`, ...(knownBy.email ? [knownBy.email] : [])];
    case 'iam':
      return [knownBy.arn];
    default:
      return [decidedBy];
  }
}

/** No name of anybody begins so. */
const listed = '#';

function namesOf(identities: readonly string[], people: People): string[] {
  const names = identities.flatMap((identity) => named(identity).names);
  const groups = people.flatMap((group, index) =>
    group.some((identity) => named(identity).names.some((name) => names.includes(name)))
      ? [`${listed}${index}`]
      : [],
  );
  return [...names, ...groups];
}

/** In ARNs, what follows the account. */
const arn = /^arn:[^:]+:(?:iam|sts)::(\d{12}):([^/]+)\/(?:.*\/)?([^/]+)$/;
const session = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/**
 * Identity Center names a session after its user, in roles of which it alone makes sessions; in other roles whoever
 * takes them chooses the name of the session, so that it may give somebody away and proves nothing.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
function named(identity: string): Named {
  const [, account, role, sessionName = ''] = session.exec(identity) ?? [];
  if (role?.startsWith('AWSReservedSSO_')) return { names: [nameIn(sessionName)], isPerson: true };
  if (role) return { names: [`role/${account}/${role}`, nameIn(sessionName)], isPerson: false };
  const [, owner, type, name = ''] = arn.exec(identity) ?? [];
  if (type === 'role') return { names: [`role/${owner}/${name}`], isPerson: false };
  if (type) return { names: [nameIn(name)], isPerson: true };
  if (/^arn:|:root$/.test(identity)) return { names: [identity], isPerson: false };
  // Issuer and subject of a sign-in.
  if (identity.includes('://')) return { names: [identity], isPerson: true };
  return { names: [nameIn(identity)], isPerson: true };
}

/** What stands before the `@`, without what follows a plus, which is the same mailbox. */
function nameIn(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/@.*$/, '')
    .replace(/(?<=.)\+.*$/, '');
}

import { z } from 'zod';

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z.union([scalar, z.array(scalar)]).transform((value) => [value].flat());
/** `"*"` is `{"AWS": "*"}`. */
const principal = z.union([
  z.literal('*').transform((): { AWS?: string[]; Service?: string[] } => ({ AWS: ['*'] })),
  z.strictObject({ AWS: list.optional(), Service: list.optional() }),
]);

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principal.optional(),
    Action: list.optional(),
    NotAction: list.optional(),
    Resource: list.optional(),
    NotResource: list.optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), {
    error: 'needs either Action or NotAction',
  });

/** What is not named here, such as NotPrincipal or federated principals, is refused by its name. */
const document = z.object({
  Version: z.literal('2012-10-17').optional(),
  Statement: z.preprocess((value) => [value].flat(), z.array(statement)),
});

/** A statement of a policy, with every list written as a list. */
export type StatementDocument = z.infer<typeof statement>;
/** A policy whose statements are a list. */
export type PolicyDocument = z.infer<typeof document>;

/** Reads a policy as JSON. @throws Error that names `where` it stands and what is wrong in it */
export function parsePolicy(policy: unknown, where: string): PolicyDocument {
  const parsed = document.safeParse(policy);
  if (parsed.success) return parsed.data;
  throw new Error(`${where}: ${z.prettifyError(parsed.error)}`);
}

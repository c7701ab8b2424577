/** What the walk needs to know of a schema of Zod. */
interface Schema {
  readonly _zod: { readonly def: object };
}

/** The keys of a schema and of the objects in it, lists of them too, for instance `objectLock.days`. */
export function keysOf(schema: Schema): string[] {
  const { def } = schema._zod;
  if ('shape' in def && typeof def.shape === 'object' && def.shape !== null)
    return Object.entries(def.shape).flatMap(([key, field]) => {
      const nested = keysOf(field);
      return nested.length > 0 ? nested.map((name) => `${key}.${name}`) : [key];
    });
  // Optional and defaulted ones, lists, and what comes out of a pipe.
  const inner = ['innerType', 'element', 'out'].map((field) => Reflect.get(def, field)).filter(isSchema);
  return inner.flatMap(keysOf);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

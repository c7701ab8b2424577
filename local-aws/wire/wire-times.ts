/** Times are seconds since the epoch in AWS JSON; here they are only ever at the top. */
export function onTheWire(members: object): Record<string, unknown> {
  const entries = Object.entries(members);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Date ? value.getTime() / 1000 : value]),
  );
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** The way AWS writes a date in XML: ISO 8601, UTC, whole seconds. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The moment `days` days and `seconds` seconds before the start of today's UTC day. */
export function daysBefore(today: Date, days: number, seconds = 0): string {
  const midnight = Math.floor(today.getTime() / MILLISECONDS_PER_DAY) * MILLISECONDS_PER_DAY;
  return isoSeconds(new Date(midnight - days * MILLISECONDS_PER_DAY - seconds * 1000));
}

/** The latest that password recovery can be taken away again after it was allowed, in seconds. */
export const longestReseal = 30 * 86_400;

/**
 * The seconds of an ISO 8601 duration, or `undefined` for what is no duration of weeks, days, hours, minutes and
 * seconds, or is shorter than a minute or longer than 30 days.
 */
export function durationSeconds(text: string): number | undefined {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!parts) return undefined;
  const units = [604_800, 86_400, 3600, 60, 1];
  const seconds = units.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
  return seconds >= 60 && seconds <= longestReseal ? seconds : undefined;
}

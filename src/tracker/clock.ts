/**
 * Today, as the server's readers count it. The only place where an instant becomes a civil day.
 */

export interface Clock {
  /** The present instant. */
  now(): Date;
  /** The civil day of the present instant in the configured zone, `YYYY-MM-DD`. */
  today(): string;
}

/**
 * A clock for a zone.
 * @param timeZone an IANA zone name, such as `Europe/Berlin`
 * @param now where the instant comes from
 * @throws RangeError when there is no such zone
 */
export function clockIn(timeZone: string, now: () => Date = () => new Date()): Clock {
  // The Swedish locale writes civil days as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return { now, today: () => format.format(now()) };
}

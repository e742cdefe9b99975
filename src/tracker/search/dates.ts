/** Dates in a query, as readers write them: `2026-03-01`, `2026-03`, `1 March 2026`, `March 1, 2026`, `March 2026`. */
import { EdtfSchema } from '../../dossier/dates.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?<year>\d{4})`;
/** What leads over to a date goes with it. */
const LEAD = String.raw`(?<![\p{L}\p{N}])(?:(?:on|in|by|of|since|until|before|after)\s+)?`;
const END = String.raw`(?![\p{L}\p{N}-])`;

const FORMS = [
  String.raw`${YEAR}-(?<month>\d{2})(?:-(?<day>\d{2}))?`,
  String.raw`${DAY}\s+(?:of\s+)?${NAME}\.?,?\s+${YEAR}`,
  String.raw`${NAME}\.?\s+${DAY},?\s+${YEAR}`,
  String.raw`${NAME}\.?,?\s+(?:of\s+)?${YEAR}`,
].map((form) => new RegExp(LEAD + form + END, 'giu'));

const numberOf = (month: string): number =>
  /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;

function edtfOf({ year = '', month = '', day }: Record<string, string | undefined>): string | null {
  const two = (n: number): string => String(n).padStart(2, '0');
  const text = [year, two(numberOf(month)), ...(day === undefined ? [] : [two(Number(day))])].join('-');
  return EdtfSchema.safeParse(text).success ? text : null;
}

export interface DatedQuery {
  /** Days and months, each once, as EDTF. */
  readonly dates: readonly string[];
  /** The query without them. */
  readonly rest: string;
}

/** The dates that a query names. What looks like one and isn't in the calendar stays in the query. */
export function datesIn(query: string): DatedQuery {
  const dates = new Set<string>();
  let rest = query;
  for (const form of FORMS) {
    for (const { 0: text, groups = {} } of rest.matchAll(form)) {
      const edtf = edtfOf(groups);
      if (edtf === null) continue;
      dates.add(edtf);
      rest = rest.replace(text, ' ');
    }
  }
  return { dates: [...dates], rest: rest.trim() };
}

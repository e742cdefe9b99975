/** The chart by itself: of all contracts or of one, with what was known on a day. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import { chartView, type ChartInput, type ChartView } from './chart.ts';
import type { ChartMark } from './chart-marks.ts';
import { cutOf, dayForm, type Cut, type DayForm } from './day-form.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf } from './links.ts';
import { when } from './words.ts';

export interface ChartModel {
  readonly frame: Frame;
  readonly heading: string;
  /** The title of the one contract that is drawn; null for all. */
  readonly contract: string | null;
  readonly cut: Cut;
  readonly form: DayForm;
  readonly chart: ChartView;
  readonly marks: readonly ChartMark[];
  /** The other charts: of everything, of each contract. */
  readonly others: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly timelineHref: string;
}

export interface ChartPageInput extends ChartInput {
  readonly dossier: DossierAnswer;
  readonly known?: string;
  readonly log?: number;
}

export function chartModel(input: ChartPageInput): ChartModel {
  const { dossier, names, links, contract, on, today, known, log, validity } = input;
  const title = contract === undefined ? null : names.contract(contract);
  const whole = { text: 'all contracts', href: links.chart(), current: contract === undefined };
  const each = validity.contracts.map(({ id, title: text }) => ({
    text,
    href: links.chart(id),
    current: id === contract,
  }));
  const chart = chartView(input);
  return {
    frame: dossierFrame(
      `Chart${title === null ? '' : `: ${title}`}, ${when(on).words}`,
      dossier,
      'chart',
      jsonHref(links.chart()),
      links,
    ),
    heading: title === null ? 'When each clause held' : `When each clause held: ${title}`,
    contract: title,
    cut: cutOf(input),
    form: dayForm({
      action: linksOf(dossier.id).chart(),
      label: 'The upright line stands on',
      on,
      today,
      known,
      keep: { log, contract },
    }),
    chart,
    marks: chart.marks,
    others: validity.contracts.length < 2 ? [] : [whole, ...each],
    timelineHref: links.announcements(),
  };
}

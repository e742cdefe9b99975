/** The page that asks which two days to compare. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import { formatDay, spanOf } from '../../dossier/dates.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import type { CompareForm } from './comparison.ts';
import { allPairLinks, type PairLink } from './pair-links.ts';
import { dossierFrame, type Frame } from './frame.ts';
import type { Links } from './links.ts';
import { dayBefore, when, type When } from './words.ts';

export interface CompareFormModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly form: CompareForm;
  readonly today: string;
  /** Every two contracts, side by side today. */
  readonly contracts: readonly PairLink[];
  /** Comparisons that are worth a click: across each announcement's day to today. */
  readonly suggestions: readonly { readonly href: string; readonly headline: string; readonly on: When }[];
}

export function compareFormModel(
  dossier: DossierAnswer,
  announcements: readonly AnnouncementAnswer[],
  today: string,
  links: Links,
): CompareFormModel {
  const days = announcements.map((announcement) => ({
    headline: announcement.headline,
    on: edtfOf(announcement.announcedOn),
    day: formatDay(spanOf(edtfOf(announcement.announcedOn)).earliest),
  }));
  return {
    frame: dossierFrame('Compare two days', dossier, 'compare', null),
    heading: dossier.title,
    form: {
      action: links.go(),
      from: days.at(-1)?.day ?? today,
      to: today,
      fromKnown: '',
      toKnown: '',
      hidden: [],
    },
    today,
    contracts: allPairLinks(dossier.contracts, today, { links }),
    suggestions: days
      .filter(({ day }) => day <= today)
      .reverse()
      .map(({ headline, on, day }) => ({
        href: links.compare(dayBefore(day), today),
        headline,
        on: when(on),
      })),
  };
}

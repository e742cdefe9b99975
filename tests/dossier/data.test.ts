import { describe, expect, it } from 'vitest';
import {
  ANNOUNCEMENT_TYPES,
  AnnouncementSchema,
  DossierEventSchema,
  isAnnouncement,
  PARTY_KINDS,
  type DossierEvent,
} from '../../src/dossier/announcement.ts';
import {
  CONDITION_STATES,
  CONTENT_FIELDS,
  EffectSchema,
  END_REASONS,
  EXCLUSIVITIES,
  KINDS,
  MoveSchema,
  SETTLEMENTS,
  type Effect,
} from '../../src/dossier/effects.ts';
import { EndSchema, QUALIFIERS, ValueSchema } from '../../src/dossier/values.ts';
import { edtfOf, SOURCE_CLASSES } from '../../src/dossier/vocabulary.ts';
import {
  announcementsOf,
  eventsOf,
  filesOf,
  FOLDERS,
  nodesOf,
  rawOf,
  unknownReferences,
  wordsOf,
} from './data-files.ts';

const effectsOf = (events: readonly DossierEvent[]): Effect[] =>
  announcementsOf(events).flatMap(({ effects }) => effects);

const contentsOf = (events: readonly DossierEvent[]) =>
  effectsOf(events).filter((effect) => effect.effect === 'introduce' || effect.effect === 'amend');

const grantsOf = (events: readonly DossierEvent[]) =>
  contentsOf(events).flatMap(({ clause, grants = [] }) =>
    grants.map(({ action, target, assigner, assignee, exclusivity, hangsOn }) =>
      [clause.split('/')[1], action, target, assigner, assignee, exclusivity, ...(hangsOn ?? [])].join(' '),
    ),
  );

const disputesOf = (events: readonly DossierEvent[]) =>
  effectsOf(events).flatMap((effect) =>
    effect.effect === 'dispute' ? [`${effect.clause} ${effect.party} ${effect.aspect ?? 'whole'}`] : [],
  );

const introducedIn = (events: readonly DossierEvent[]) =>
  effectsOf(events).flatMap((effect) =>
    effect.effect === 'introduce' ? [`${effect.clause} ${effect.since ?? 'dated'}`] : [],
  );

describe.each(FOLDERS)('%s', (folder) => {
  it('has only files that read as events', () => {
    const refused = filesOf(folder).flatMap((file) => {
      const result = DossierEventSchema.safeParse(rawOf(folder, file));
      const issues = result.success ? [] : result.error.issues;
      return issues.map(({ path, message }) => `${file} ${path.join('/')}: ${message}`);
    });
    expect(refused).toStrictEqual([]);
  });

  it('opens the dossier once, first', () => {
    expect(eventsOf(folder).map(({ type }, place) => type === 'DossierOpened' && place)).toStrictEqual(
      filesOf(folder).map((_, place) => (place === 0 ? 0 : false)),
    );
  });

  it('names files after their place in the log and their announcement', () => {
    const misnamed = filesOf(folder).filter((file, place) => {
      const event = DossierEventSchema.parse(rawOf(folder, file));
      const number = String(place).padStart(3, '0');
      return !(isAnnouncement(event) ? file === `${number}-${event.id}.yaml` : file.startsWith(number));
    });
    expect(misnamed).toStrictEqual([]);
  });

  it('refers to nothing that is not on record', () => {
    expect(unknownReferences(eventsOf(folder))).toStrictEqual([]);
  });

  it('uses every id of a source, a clause or an announcement once', () => {
    const events = eventsOf(folder);
    const ids = [
      ...events.flatMap((event) => (isAnnouncement(event) ? [event.id] : [])),
      ...events
        .filter(isAnnouncement)
        .flatMap(({ effects }) =>
          effects.flatMap((effect) => (effect.effect === 'introduce' ? [effect.clause] : [])),
        ),
      ...events.flatMap((event, place) =>
        'sources' in event ? event.sources.map(({ id }) => `${place} ${id}`) : [],
      ),
    ];
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toStrictEqual([]);
  });

  it('lets a refutation carry no change of any term', () => {
    const allowed = new Set(['dispute', 'affirm', 'introduce unknown']);
    const carried = announcementsOf(eventsOf(folder))
      .filter(({ type }) => type === 'RefutationAnnounced')
      .flatMap(({ effects }) =>
        effects.map((effect) => {
          const since = effect.effect === 'introduce' ? ` ${effect.since ?? 'dated'}` : '';
          return `${effect.effect}${since}`;
        }),
      );
    expect(carried.filter((effect) => !allowed.has(effect))).toStrictEqual([]);
    expect(carried).toContain('dispute');
  });
});

describe('the check of references', () => {
  it('finds what an announcement brings along only from that announcement on', () => {
    const events = eventsOf('tests/fixtures/invented');
    const opened = events.filter(({ type }) => type === 'DossierOpened');
    const refuted = events.filter(({ type }) => type === 'RefutationAnnounced');
    expect(wordsOf(unknownReferences([...opened, ...refuted]))).toStrictEqual([
      'clause grain-supply/oat-supply',
      'clause grain-supply/seed-milling',
      'clause grain-supply/spelt-supply',
      'clause variety-licence/bread-milling',
      'contract grain-supply',
      'contract variety-licence',
    ]);
  });
});

describe('the announcements of Microsoft, OpenAI and Amazon', () => {
  const events = eventsOf('events/openai-cloud');
  const announcements = announcementsOf(events);

  it('are six, in their order', () => {
    const rows = announcements.map(({ id, type, announcedOn, sequence, announcedBy }) =>
      [id, type, edtfOf(announcedOn), sequence, ...announcedBy].join(' '),
    );
    expect(rows).toStrictEqual([
      'ann-2025-10-msft-openai RenegotiationAnnounced 2025-10-28 1 microsoft openai',
      'ann-2025-11-openai-aws AgreementAnnounced 2025-11-03 1 openai amazon',
      'ann-2026-02-amazon-openai AgreementAnnounced 2026-02-27 1 amazon openai',
      'ann-2026-02-msft-refutation RefutationAnnounced 2026-02-27 2 microsoft openai',
      'ann-2026-03-ft-report ReportPublished 2026-03-18 1 financial-times',
      'ann-2026-04-msft-openai RenegotiationAnnounced 2026-04-27 1 microsoft openai',
    ]);
  });

  it('put seventeen clauses on record, seven of which are older than the record', () => {
    expect(introducedIn(events)).toStrictEqual([
      'msft-openai/ip-license unknown',
      'msft-openai/term-basis unknown',
      'msft-openai/api-exclusivity unknown',
      'msft-openai/non-api-other-clouds dated',
      'msft-openai/azure-commitment dated',
      'msft-openai/revshare-openai-to-msft unknown',
      'msft-openai/revshare-msft-to-openai unknown',
      'msft-openai/equity-stake dated',
      'openai-aws-cloud/aws-cloud-purchase dated',
      'amazon-openai-invest/amzn-invest-initial dated',
      'amazon-openai-invest/amzn-invest-conditional dated',
      'amazon-openai-invest/stateful-runtime dated',
      'amazon-openai-invest/frontier-aws-exclusive dated',
      'msft-openai/first-party-hosting unknown',
      'msft-openai/any-cloud dated',
      'msft-openai/primary-cloud unknown',
      'msft-openai/first-on-azure dated',
    ]);
  });

  it('grant these rights and no others', () => {
    expect(grantsOf(events)).toStrictEqual([
      'ip-license license openai-ip openai microsoft exclusive',
      'api-exclusivity serve api-products openai microsoft exclusive',
      'non-api-other-clouds serve non-api-products microsoft openai non-exclusive',
      'stateful-runtime serve stateful-runtime-tech openai amazon not-stated stateless-stateful',
      'frontier-aws-exclusive serve frontier openai amazon exclusive',
      'first-party-hosting serve first-party-products openai microsoft not-stated',
      'any-cloud serve openai-products microsoft openai non-exclusive',
      'first-on-azure serve openai-products openai microsoft priority first',
      'ip-license license openai-ip openai microsoft non-exclusive',
    ]);
  });

  it('state these amounts', () => {
    const amounts = contentsOf(events).flatMap(({ terms = {} }) =>
      Object.values(terms).flatMap((term) => {
        if (term?.type === 'money') return [`${term.qualifier} ${term.amount} ${term.currency}`];
        return term?.type === 'percent' ? [`${term.qualifier} ${term.value} %`] : [];
      }),
    );
    expect(amounts).toStrictEqual([
      'incremental 250000000000 USD',
      'about 27 %',
      'exactly 38000000000 USD',
      'exactly 15000000000 USD',
      'exactly 35000000000 USD',
    ]);
  });

  it('name no day on which they take effect, which therefore is assumed', () => {
    expect(nodesOf(events).filter((node) => 'effectiveOn' in node)).toStrictEqual([]);
  });

  it('differ from the record by months only in the precision of their dates', () => {
    const months = eventsOf('tests/fixtures/month-only');
    expect(announcementsOf(months).map(({ announcedOn }) => edtfOf(announcedOn))).toStrictEqual([
      '2025-10',
      '2025-11',
      '2026-02',
      '2026-02',
      '2026-03',
      '2026-04-27',
    ]);
    const facts = (of: readonly DossierEvent[]) => ({
      introduced: introducedIn(of),
      grants: grantsOf(of),
      disputes: disputesOf(of),
      effects: effectsOf(of).map((effect) => effect.effect),
    });
    expect(facts(months)).toStrictEqual(facts(events));
    expect(disputesOf(events)).toStrictEqual([
      'amazon-openai-invest/frontier-aws-exclusive microsoft whole',
      'amazon-openai-invest/stateful-runtime microsoft exclusivity',
    ]);
  });
});

/** Keys of a move that say where to; the rest of its keys any effect on a clause has. */
function movePlaces(): string[] {
  const shared = new Set(['effect', 'clause', 'effectiveOn', 'until', 'note', 'sources']);
  return Object.keys(MoveSchema.shape).filter((key) => !shared.has(key));
}

describe('the invented dossier uses every', () => {
  const events = eventsOf('tests/fixtures/invented');
  const announcements = announcementsOf(events);
  const effects = effectsOf(events);
  const contents = contentsOf(events);
  const values = contents.flatMap(({ terms = {} }) => Object.values(terms).filter((value) => value !== null));
  const ends = [
    ...contents.flatMap(({ end }) => (end === undefined ? [] : [end])),
    ...effects.flatMap((effect) => ('term' in effect && effect.term !== undefined ? [effect.term] : [])),
  ];
  const introduced = new Set<string>(Object.keys(EffectSchema.options[0].shape));
  const registries = [
    ...events.filter((event) => 'parties' in event),
    ...announcements.flatMap(({ adds }) => adds ?? []),
  ];

  it.each([
    {
      word: 'event type',
      declared: DossierEventSchema.options.flatMap(({ shape }) => [
        ...('options' in shape.type ? shape.type.options : shape.type.values),
      ]),
      used: events.map(({ type }) => type),
    },
    { word: 'announcement type', declared: ANNOUNCEMENT_TYPES, used: announcements.map(({ type }) => type) },
    {
      word: 'effect',
      declared: EffectSchema.options.flatMap(({ shape }) => [...shape.effect.values]),
      used: effects.map(({ effect }) => effect),
    },
    {
      word: 'field of an amendment',
      declared: [...CONTENT_FIELDS, 'terms', 'since', 'until'],
      used: effects.flatMap((effect) => {
        const own = Object.keys(effect).filter((key) => introduced.has(key));
        const about = new Set(['effect', 'clause', 'effectiveOn', 'note', 'sources']);
        return effect.effect === 'amend' ? own.filter((key) => !about.has(key)) : [];
      }),
    },
    {
      word: 'type of a value',
      declared: ValueSchema.options.flatMap(({ shape }) => [...shape.type.values]),
      used: values.map(({ type }) => type),
    },
    {
      word: 'qualifier',
      declared: QUALIFIERS,
      used: values.flatMap((value) => ('qualifier' in value ? [value.qualifier] : [])),
    },
    { word: 'kind of a clause', declared: KINDS, used: contents.map(({ kind }) => kind) },
    {
      word: 'exclusivity',
      declared: EXCLUSIVITIES,
      used: contents.flatMap(({ grants = [] }) => grants.map(({ exclusivity }) => exclusivity)),
    },
    {
      word: 'reason of an end',
      declared: END_REASONS,
      used: effects.flatMap((effect) => (effect.effect === 'end' ? [effect.reason] : [])),
    },
    {
      word: 'kind of an end',
      declared: EndSchema.options.map(({ shape }) => Object.keys(shape)[0]),
      used: ends.map((end) => Object.keys(end)[0]),
    },
    {
      word: 'settlement',
      declared: SETTLEMENTS,
      used: effects.flatMap((effect) => (effect.effect === 'settle' ? [effect.how] : [])),
    },
    {
      word: 'state of a condition',
      declared: CONDITION_STATES,
      used: effects.flatMap((effect) => (effect.effect === 'condition' ? [effect.state] : [])),
    },
    {
      word: 'place of a move',
      declared: movePlaces(),
      used: effects.flatMap((effect) =>
        effect.effect === 'move' ? Object.keys(effect).filter((key) => movePlaces().includes(key)) : [],
      ),
    },
    {
      word: 'bindingness',
      declared: AnnouncementSchema.shape.binding.unwrap().options,
      used: announcements.map(({ binding }) => binding),
    },
    {
      word: 'kind of a party',
      declared: PARTY_KINDS,
      used: registries.flatMap(({ parties }) => parties.map(({ kind }) => kind)),
    },
    {
      word: 'class of a source',
      declared: SOURCE_CLASSES,
      used: announcements.flatMap(({ sources }) => sources.map((source) => source.class)),
    },
    {
      word: 'precision of a date',
      declared: ['2023', '2023-05', '2023-05-08'].map(({ length }) => String(length)),
      used: nodesOf(events).flatMap((node) =>
        [node['announcedOn'], node['effectiveOn'], node['on'], node['date'], node['through']].map((date) =>
          typeof date === 'string' ? String(date.length) : undefined,
        ),
      ),
    },
  ])('$word', ({ declared, used }) => {
    expect(wordsOf(used)).toStrictEqual(wordsOf(declared));
  });

  it('time that an effect may have: scheduled, retroactive, temporary, imprecise', () => {
    const times = announcements.flatMap(({ announcedOn, effects }) =>
      effects.flatMap((effect) => {
        const on =
          'effectiveOn' in effect && effect.effectiveOn !== undefined ? edtfOf(effect.effectiveOn) : null;
        const announced = edtfOf(announcedOn);
        return [
          on !== null && on > announced ? 'scheduled' : '',
          on !== null && on < announced ? 'retroactive' : '',
          'until' in effect && effect.until !== undefined ? `temporary ${effect.effect}` : '',
          announced.length < 10 ? 'imprecise announcement' : '',
          on !== null && on.length < 10 ? 'imprecise effect' : '',
        ];
      }),
    );
    expect(wordsOf(times).filter((time) => time !== '')).toStrictEqual([
      'imprecise announcement',
      'imprecise effect',
      'retroactive',
      'scheduled',
      'temporary amend',
      'temporary end',
      'temporary introduce',
    ]);
  });
});

/** A dossier of thousands of clauses, in contracts of five hundred each, as large dossiers come. */
import type { DossierEvent } from '../../src/dossier/announcement.ts';
import { announce, dispute, dossier, grant, introduce, openContract } from './history.ts';

/** Clauses of one contract. */
const PER_CONTRACT = 500;

/** @param n how many clauses, a multiple of 500 */
export function manyClauses(n: number): readonly DossierEvent[] {
  const contracts = Array.from({ length: n / PER_CONTRACT }, (_, c) => `works-${c + 1}`);
  return [
    dossier({
      title: 'Many clauses',
      subjects: [{ id: 'works', name: 'the works' }],
      undefinedTerms: [{ id: 'ready', term: 'ready' }],
    }),
    ...contracts.map((contract, c) =>
      announce({
        id: `deal-${c + 1}`,
        on: `2024-01-0${c + 1}`,
        effects: [
          openContract(contract, { title: `Works ${c + 1}` }),
          ...Array.from({ length: PER_CONTRACT }, (_, k) =>
            introduce(`${contract}/clause-${k + 1}`, {
              heading: `Delivery ${c + 1}.${k + 1}`,
              text: `Acme delivers lot ${c + 1}.${k + 1} to Bolt, in the autumn of each year and at its own cost.`,
              obligor: ['acme'],
              beneficiary: ['bolt'],
              terms: {
                price: { type: 'money', amount: String(1_000 + k), currency: 'EUR', qualifier: 'exactly' },
                lot: { type: 'text', value: `lot ${c + 1}.${k + 1}` },
              },
              undefinedTerms: k % 3 === 0 ? ['ready'] : [],
              grants: k % 50 === 0 ? [grant('bolt', 'non-exclusive')] : [],
            }),
          ),
        ],
      }),
    ),
    announce({
      id: 'protest',
      on: '2024-02-01',
      type: 'RefutationAnnounced',
      by: ['crane'],
      effects: [dispute('works-2/clause-321', 'crane')],
    }),
  ];
}

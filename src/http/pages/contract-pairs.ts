/** `/dossiers/{d}/contracts/{a}/with/{b}/on/{date}`: two contracts of a dossier side by side. */
import type { Router } from 'express';
import { ContractPairDayPathSchema, KnownQuerySchema } from '../params.ts';
import { contractPairsResource } from '../resources.ts';
import { contractPairsModel } from '../views/contract-pairs.ts';
import { carriedOf, page, surroundings, type PageDeps } from './page.ts';

export function contractPairPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/contracts/:contract/with/:other/on/:date',
    params: ContractPairDayPathSchema,
    query: KnownQuerySchema,
    html: async ({ tracker, renderer }, { dossier, contract, other, date }, query) => {
      const carried = carriedOf(query);
      const at = { on: date, ...carried };
      const pairing = await tracker.contractPairs(dossier, [contract, other], at);
      const around = await surroundings(tracker, dossier, at);
      const state = await tracker.state(dossier, at);
      return renderer.page('contract-pairs', contractPairsModel({ ...around, ...carried, pairing, state }));
    },
    json: { resource: contractPairsResource, query: ({ date }) => ({ on: date }) },
  });
}

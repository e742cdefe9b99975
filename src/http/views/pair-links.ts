/** Links from a dossier's contracts to two of them side by side. */
import type { Context } from './conflict.ts';

/** A way to two contracts side by side. */
export interface PairLink {
  readonly text: string;
  readonly href: string;
}

/** The most other contracts that a page names beside one. */
const MOST_BESIDE = 12;
/** The most contracts of which every two are named. */
const MOST_CONTRACTS = 6;

/** The other contracts that a contract may be held against. */
export function pairLinks(
  contract: string,
  contracts: readonly { readonly id: string; readonly title: string }[],
  on: string,
  { links }: Pick<Context, 'links'>,
): readonly PairLink[] {
  return contracts
    .filter(({ id }) => id !== contract)
    .slice(0, MOST_BESIDE)
    .map(({ id, title }) => ({ text: title, href: links.contractPair(contract, id, on) }));
}

/** Every two contracts of a dossier, each two once; of the first few where it has many. */
export function allPairLinks(
  contracts: readonly { readonly id: string; readonly title: string }[],
  on: string,
  { links }: Pick<Context, 'links'>,
): readonly PairLink[] {
  const few = contracts.slice(0, MOST_CONTRACTS);
  return few.flatMap((one, at) =>
    few.slice(at + 1).map((other) => ({
      text: `${one.title} and ${other.title}`,
      href: links.contractPair(one.id, other.id, on),
    })),
  );
}

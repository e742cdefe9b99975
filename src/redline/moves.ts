/** An optional layer over the runs: blocks that were removed in one place and added unchanged in another. */
import { isWord } from './sides.ts';
import { tokenize } from './tokens.ts';
import { append, type Run } from './runs.ts';

/** A block that moved: the indices of the run that removes it and of the run that adds it. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** Runs in which each moved block is a run of its own, and the moves among them. */
export interface Moves {
  readonly runs: readonly Run[];
  readonly moves: readonly Move[];
}

/** Shorter lines ("or", "Notices") are too often removed and added by chance. */
const FEWEST_WORDS = 4;

// Cuts before the first word of each line but the first: line break and indent stay with the line before.
const LINE_START = /(?=\S)(?<=[\n\r]\s*)(?<!^\s*)/u;

interface Block {
  readonly op: Run['op'];
  readonly value: string;
  readonly run: number;
  /** The block that is the same, among the blocks of all runs. */
  mate?: number;
}

/**
 * Finds the lines (paragraphs, list items) that one run removes and another adds, the spacing around them aside.
 * Only a line of four words or more that is removed once and added once counts; neighbouring lines that moved
 * together are one move. The runs are cut where a move begins or ends, so that neighbours may be of one kind;
 * joined, they say the same as before.
 *
 * @param runs as `redline` gives them
 * @returns the runs as they are and no moves, when nothing moved; else the moves in the order of their removal
 */
export function findMoves(runs: readonly Run[]): Moves {
  const blocks = runs.flatMap(({ op, value }, run): Block[] =>
    op === 'equal' ? [{ op, value, run }] : value.split(LINE_START).map((line) => ({ op, value: line, run })),
  );
  const removed = onlyBlocks(blocks, 'delete');
  const added = onlyBlocks(blocks, 'insert');
  for (const [key, from] of removed) {
    const to = added.get(key);
    const [source, target] = [blocks[from], blocks[to ?? -1]];
    if (to === undefined || source === undefined || target === undefined) continue;
    source.mate = to;
    target.mate = from;
  }
  return cutAtMoves(blocks);
}

/** The places of the lines long enough that occur once in all runs of a kind, by their text. */
function onlyBlocks(blocks: readonly Block[], op: Run['op']): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const key = block.value.trim();
    if (block.op !== op || tokenize(key).words.filter(isWord).length < FEWEST_WORDS) continue;
    if (places.has(key)) repeated.add(key);
    places.set(key, index);
  }
  for (const key of repeated) places.delete(key);
  return places;
}

function cutAtMoves(blocks: readonly Block[]): Moves {
  const runs: Run[] = [];
  const runOf: number[] = [];
  for (const [index, block] of blocks.entries()) {
    const last = blocks[index - 1];
    if (last !== undefined && belongTogether(blocks, last, block)) append(runs, block.op, block.value);
    else runs.push({ op: block.op, value: block.value });
    runOf.push(runs.length - 1);
  }
  const moves = new Map<number, number>();
  for (const [index, { op, mate }] of blocks.entries()) {
    if (op === 'delete' && mate !== undefined) moves.set(runOf[index] ?? 0, runOf[mate] ?? 0);
  }
  return { runs, moves: [...moves].map(([from, to]) => ({ from, to })) };
}

/** Whether two neighbours are of one run, and both stay where they are or move in one piece. */
function belongTogether(blocks: readonly Block[], last: Block, block: Block): boolean {
  if (last.run !== block.run) return false;
  if (last.mate === undefined || block.mate === undefined) return last.mate === block.mate;
  const [lastMate, mate] = [blocks[last.mate], blocks[block.mate]];
  return block.mate === last.mate + 1 && lastMate?.run === mate?.run && lastMate?.value === last.value;
}

import { describe, expect, it } from 'vitest';
import type { Subject } from '../../src/dossier/announcement.ts';
import { findCycle, SubjectGraph } from '../../src/dossier/subjects.ts';

function subjects(parts: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, Subject> {
  return new Map(Object.entries(parts).map(([id, partOf]) => [id, { id, name: id, partOf: [...partOf] }]));
}

const graph = new SubjectGraph(
  subjects({
    goods: [],
    grain: ['goods'],
    flour: ['goods'],
    wheat: ['grain'],
    rye: ['grain'],
    mix: ['wheat', 'rye'],
    crumb: ['wheat', 'rye'],
    dust: ['mix'],
  }),
);

describe('what two subjects have in common', () => {
  it.each([
    ['wheat', 'wheat', ['wheat']],
    ['grain', 'wheat', ['wheat']],
    ['goods', 'dust', ['dust']],
    ['wheat', 'rye', ['mix', 'crumb']],
    ['rye', 'wheat', ['mix', 'crumb']],
    ['grain', 'flour', []],
    ['wheat', 'unheard-of', []],
    ['unheard-of', 'unheard-of', ['unheard-of']],
  ])('%s and %s: %j', (a, b, common) => {
    expect(graph.common(a, b)).toStrictEqual(common);
    expect(graph.common(a, b)).toStrictEqual(common);
  });
});

describe('parts in a circle', () => {
  it('are found', () => {
    expect(findCycle(subjects({ a: ['b'], b: ['c'], c: ['b'] }))).toStrictEqual(['b', 'c', 'b']);
    expect(findCycle(subjects({ a: ['a'] }))).toStrictEqual(['a', 'a']);
  });

  it('are not seen in a diamond', () => {
    expect(
      findCycle(subjects({ top: [], left: ['top'], right: ['top'], below: ['left', 'right'] })),
    ).toBeNull();
  });

  it('are looked for in a chain however long', () => {
    const length = 20_000;
    const chain = Object.fromEntries(
      Array.from({ length }, (_, index) => [`s${index}`, index + 1 < length ? [`s${index + 1}`] : []]),
    );
    expect(findCycle(subjects(chain))).toBeNull();
  });

  it('do not keep a graph from answering', () => {
    const round = new SubjectGraph(subjects({ a: ['b'], b: ['a'] }));
    expect([...round.within('a')].sort()).toStrictEqual(['a', 'b']);
  });
});

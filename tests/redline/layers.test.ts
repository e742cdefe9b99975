import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeSize, findMoves, redline, textAfter, textBefore, type Run } from '../../src/redline/index.ts';

const TERM = 'The term ends on the last day of 2032.';
const CAP = 'Payments are subject to a total cap.';
const LAW = 'California law governs this agreement in full.';

describe('a moved block', () => {
  test('is a paragraph that is removed in one place and added unchanged in another', () => {
    const runs = redline(`${TERM}\n\n${CAP}\n\n${LAW}`, `${CAP}\n\n${LAW}\n\n${TERM}`);
    expect(findMoves(runs)).toStrictEqual({
      runs: [
        { op: 'delete', value: `${TERM}\n\n` },
        { op: 'equal', value: `${CAP}\n\n${LAW}` },
        { op: 'insert', value: `\n\n${TERM}` },
      ],
      moves: [{ from: 0, to: 2 }],
    });
  });

  test('is cut out of the run that removes or adds more than it', () => {
    const runs: Run[] = [
      { op: 'delete', value: `Gone for good, and not seen again.\n${TERM}\n` },
      { op: 'equal', value: LAW },
      { op: 'insert', value: `\n${TERM}\nQuite new, and not seen before.` },
    ];
    expect(findMoves(runs)).toStrictEqual({
      runs: [
        { op: 'delete', value: 'Gone for good, and not seen again.\n' },
        { op: 'delete', value: `${TERM}\n` },
        { op: 'equal', value: LAW },
        { op: 'insert', value: `\n${TERM}\n` },
        { op: 'insert', value: 'Quite new, and not seen before.' },
      ],
      moves: [{ from: 1, to: 3 }],
    });
  });

  test('may be of several lines, which are one move', () => {
    const block = `${TERM}\n\n${CAP}\n\n`;
    const runs: Run[] = [
      { op: 'insert', value: block },
      { op: 'equal', value: `${LAW}\n\n` },
      { op: 'delete', value: block },
    ];
    expect(findMoves(runs)).toStrictEqual({ runs, moves: [{ from: 2, to: 0 }] });
  });

  test.each([
    ['changed on the way', TERM, TERM.replace('2032', '2030')],
    ['short of four words', 'Models and research', 'Models and research'],
    ['added twice', TERM, `${TERM}\n${TERM}`],
  ])('is none when %s', (_why, removed, added) => {
    const runs: Run[] = [
      { op: 'delete', value: removed },
      { op: 'equal', value: `\n${LAW}\n` },
      { op: 'insert', value: added },
    ];
    expect(findMoves(runs)).toStrictEqual({ runs, moves: [] });
  });

  test('is found in a comparison of shuffled paragraphs, and the runs still rebuild both texts', () => {
    const paragraph = fc.constantFrom(
      TERM,
      CAP,
      LAW,
      'Short.',
      '* item one of the list',
      '  indented line of four',
    );
    const text = fc.array(paragraph, { maxLength: 8 }).map((paragraphs) => paragraphs.join('\n\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { runs, moves } = findMoves(redline(before, after));
        expect([textBefore(runs), textAfter(runs)]).toStrictEqual([before, after]);
        for (const { from, to } of moves) {
          expect([runs[from]?.op, runs[to]?.op]).toStrictEqual(['delete', 'insert']);
          expect(runs[to]?.value.trim()).toBe(runs[from]?.value.trim());
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the size of a change', () => {
  test.each([
    ['nothing', '', '', { removed: 0, added: 0, share: 0 }],
    ['no change', TERM, TERM, { removed: 0, added: 0, share: 0 }],
    ['one word of four', 'a fee of $5', 'a fee of $1,250.50', { removed: 1, added: 1, share: 0.25 }],
    ['a text that comes', '', 'three new words', { removed: 0, added: 3, share: 1 }],
    ['a text that goes', 'two words', '', { removed: 2, added: 0, share: 1 }],
    ['a text rewritten', 'old words', 'new matter', { removed: 2, added: 2, share: 1 }],
    ['signs and spacing alone', 'the “Cap”', 'the  "Cap"', { removed: 0, added: 0, share: 0 }],
    ['a word added', 'may use it', 'may not use it', { removed: 0, added: 1, share: 1 / 7 }],
  ])('%s', (_name, before, after, size) => {
    expect(changeSize(redline(before, after))).toStrictEqual(size);
  });

  test('has a share between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const { share } = changeSize(redline(before, after));
        expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});

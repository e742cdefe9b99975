import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redline } from '../../src/redline/index.ts';
import { faults } from './marked.ts';

// Pieces that have led comparisons astray: halves of pairs, marks, joiners, separators, line ends.
const PIECES = [
  ['\ud83d', '\ude00', '\u0301', '\u200d', '\u2060', '\ufeff', '\u00a0', '\r', '\n', '\r\n', ' ', '  ', '\t'],
  ['a', 'b', 'the', 'Fee', '1', '250', ',', '.', '-', '’', '$', '%', '€', '(', '"', '**', '[', ']('],
  ['https://', 'http://a.b', '合', '同', 'ก', '👩', '🏽', '🇩', '🇪', '_', '\\', '\0'],
].flat();
const piece = fc.constantFrom(...PIECES);
const awkward = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const unicode = fc.string({ unit: 'binary', maxLength: 60 });
const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
const anyText = fc.oneof(
  awkward,
  unicode,
  codeUnits.map((units) => String.fromCharCode(...units)),
);

const WORDS = [
  ['the', 'of', 'and', 'shall', 'not', 'exclusive', 'non-exclusive', 'Microsoft', 'OpenAI’s', 'licence'],
  ['$1,250.50', '27%', '2032-12-31', 'US$38bn', 'GPT-4.5', 'https://example.com/terms?v=1'],
].flat();
const vocabulary = fc.constantFrom(...WORDS);
const separator = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '; ', '\n\n', '.\n* ');
interface Edit {
  readonly at: number;
  readonly gone: number;
  readonly come: readonly string[];
}
const edits = fc.array(
  fc.record({ at: fc.nat(60), gone: fc.nat(4), come: fc.array(vocabulary, { maxLength: 4 }) }),
  { maxLength: 6 },
);

/** Joins words, each with the separator that has its index. */
function written(words: readonly string[], separators: readonly string[]): string {
  return words.map((word, index) => word + (separators[index % separators.length] ?? ' ')).join('');
}

function edited(words: readonly string[], changes: readonly Edit[]): string[] {
  const result = [...words];
  for (const { at, gone, come } of changes) result.splice(Math.min(at, result.length), gone, ...come);
  return result;
}

const document = fc.record({
  words: fc.array(vocabulary, { maxLength: 60 }),
  separators: fc.array(separator, { minLength: 1, maxLength: 9 }),
  changes: edits,
});

describe('for any two texts', () => {
  test('the runs rebuild both, none is empty, no neighbours are of one kind, a removal comes first', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        expect(faults(before, after, redline(before, after))).toStrictEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('so they do where one is the other, edited', () => {
    fc.assert(
      fc.property(document, ({ words, separators, changes }) => {
        const before = written(words, separators);
        const after = written(edited(words, changes), separators);
        expect(faults(before, after, redline(before, after))).toStrictEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('a text against itself is one equal run', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(redline(text, text)).toStrictEqual(text === '' ? [] : [{ op: 'equal', value: text }]);
      }),
    );
  });

  test('what is said does not hang on which text is before: swapped, something changes or nothing does', () => {
    fc.assert(
      fc.property(document, ({ words, separators, changes }) => {
        const before = written(words, separators);
        const after = written(edited(words, changes), separators);
        const forth = redline(before, after).some((run) => run.op !== 'equal');
        expect(redline(after, before).some((run) => run.op !== 'equal')).toBe(forth);
        expect(forth).toBe(before !== after);
      }),
    );
  });
});

describe('words and amounts', () => {
  test('are never split, whatever is changed around them', () => {
    fc.assert(
      fc.property(document, ({ words, changes }) => {
        const after = edited(words, changes);
        const known = new Set([...words, ...after]);
        const parts = redline(words.join(' '), after.join(' ')).flatMap((run) => run.value.split(' '));
        expect(parts.filter((part) => part !== '' && !known.has(part))).toStrictEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('one that is replaced in a sentence of different words is all that is marked', () => {
    const word = fc.stringMatching(/^[a-z]{1,9}$/);
    const sentence = fc.uniqueArray(word, { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(sentence, fc.nat(), fc.constantFrom(' ', ', ', ' — '), (words, pick, between) => {
        const [come = '', ...rest] = words;
        const at = pick % rest.length;
        const gone = rest[at] ?? '';
        const before = `${rest.join(between)}.`;
        const after = `${rest.with(at, come).join(between)}.`;
        const changed = redline(before, after).filter((run) => run.op !== 'equal');
        expect(changed).toStrictEqual([
          { op: 'delete', value: gone },
          { op: 'insert', value: come },
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  test('one that comes into a sentence of different words comes with one space', () => {
    const sentence = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(sentence, fc.nat(), (words, pick) => {
        const [come = '', ...rest] = words;
        const at = pick % (rest.length + 1);
        const changed = redline(rest.join(' '), rest.toSpliced(at, 0, come).join(' ')).filter(
          (run) => run.op !== 'equal',
        );
        const value = at === rest.length ? ` ${come}` : `${come} `;
        expect(changed).toStrictEqual([{ op: 'insert', value }]);
      }),
      { numRuns: 500 },
    );
  });
});

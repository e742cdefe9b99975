import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, mark, marksFor } from '../../src/tracker/search/marking.ts';
import { askedFor, fold, isNearly, needleOf, wordsOf } from '../../src/tracker/search/words.ts';

describe('a text folded', () => {
  it.each([
    ['Case and Accents: Übergänge, café', ' case and accents ubergange cafe '],
    ["OpenAI’s models and OpenAI's products", ' openai models and openai products '],
    ["don't, the parties' own", ' dont the parties own '],
    ['250,000,000.50 and 1.5, then 2', ' 25000000050 and 15 then 2 '],
    ['$50B; non-exclusive (AGI)', ' 50b non exclusive agi '],
    ['Straße, Łódź, Ærø', ' strasse lodz aero '],
    ['ＡＢＣ １２', ' abc 12 '],
    ['模型许可 AI模型', ' 模 型 许 可 ai 模 型 '],
    ['лицензия Ёлка', ' лицензия елка '],
    ['', '  '],
    ['…—!', '  '],
  ])('%s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('has the words that are found in it one by one, however letters and signs follow each other', () => {
    const letters = fc.constantFrom(...'aSs1²½éßÉ\u0301çか\u3099が型กЁж’\'.,-_ ()"…ªＡ'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 40 }), (text) => {
        const whole = fold(text).split(' ').join('');
        const parts = wordsOf(text)
          .map(({ folded }) => folded.split(' ').join(''))
          .join('');
        expect(parts).toBe(whole);
      }),
    );
  });

  it('is folded already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('a query', () => {
  it.each([
    ['Licence  EXCLUSIVE licence', ['licence', 'exclusive']],
    ['"primary cloud" partner', ['primary cloud', 'partner']],
    ['“primary cloud”', ['primary cloud']],
    ['an "unfinished quote', ['an', 'unfinished quote']],
    ['... ;;', []],
    ['', []],
  ])('%s', (query, asked) => {
    expect(askedFor(query)).toStrictEqual(asked);
  });

  it('means words that begin so, but single letters only where they stand alone', () => {
    expect([needleOf('lic'), needleOf('a'), needleOf('型')]).toStrictEqual([' lic', ' a ', ' 型']);
  });
});

describe('words that are written nearly the same', () => {
  it.each([
    ['license', 'licence', true],
    ['microsft', 'microsoft', true],
    ['microsooft', 'microsoft', true],
    ['micorsoft', 'microsoft', true],
    ['microsoft', 'microsoft', true],
    ['micorsofts', 'microsoft', false],
    ['mircosotf', 'microsoft', false],
    ['ab', 'ba', true],
    ['', 'a', true],
    ['', 'ab', false],
  ])('%s and %s: %s', (a, b, near) => {
    expect([isNearly(a, b), isNearly(b, a)]).toStrictEqual([near, near]);
  });
});

describe('what was found', () => {
  it('is marked in the text, which its pieces make up', () => {
    expect(mark('Exclusive: an exclusive right', marksFor(['exclusive']))).toStrictEqual([
      { text: 'Exclusive', hit: true },
      { text: ': an ', hit: false },
      { text: 'exclusive', hit: true },
      { text: ' right', hit: false },
    ]);
  });

  it('is the whole text again, whatever is marked', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, (long, query) => {
        const marked = mark(long, marksFor(askedFor(query)));
        expect(marked.map((piece) => piece.text).join('')).toBe(long);
      }),
    );
  });

  it('of a long text is given with what stands around it', () => {
    const text = `${'before '.repeat(60)}the rare words here ${'after '.repeat(60)}`;
    const excerpt = excerptOf('text', text, marksFor(['rare', 'words']), false);
    const given = excerpt?.marked.map((piece) => piece.text).join('') ?? '';
    expect([excerpt?.cutBefore, excerpt?.cutAfter, given.length <= 290]).toStrictEqual([true, true, true]);
    expect(given).toMatch(/^before .*the rare words here after .*after$/);
  });

  it('is looked for where most of it stands together', () => {
    const text = `rare ${'x '.repeat(400)}rare words ${'y '.repeat(400)}`;
    const excerpt = excerptOf('text', text, marksFor(['rare', 'words']), false);
    expect(excerpt?.marked.filter(({ hit }) => hit)).toStrictEqual([
      { text: 'rare', hit: true },
      { text: 'words', hit: true },
    ]);
  });

  it('is a part of the text, however long its words are', () => {
    const word = fc.string({ minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), word, (words, query) => {
        const text = words.join(' ');
        const excerpt = excerptOf('text', text, marksFor(askedFor(query)), true);
        const given = excerpt?.marked.map((piece) => piece.text).join('') ?? '';
        expect(text).toContain(given);
        expect([excerpt?.cutBefore, excerpt?.cutAfter]).toStrictEqual([
          !text.startsWith(given),
          !text.endsWith(given),
        ]);
      }),
    );
  });

  it('is nothing where nothing of it was found', () => {
    expect(excerptOf('note', 'some text', marksFor(['other']), false)).toBeNull();
  });
});

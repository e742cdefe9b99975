/**
 * Texts that would hold a comparison up. Without its bounds each of these takes from seconds to hours; what is
 * asserted is the shape of the answer, which shows which way it was come by, never the time.
 */
import { describe, expect, test, vi } from 'vitest';
import { redline } from '../../src/redline/index.ts';
import { faults } from './marked.ts';

const LARGEST = 64 * 1024;

/** Numbers below a bound, always the same ones for a seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Sentences of made-up words, some common and most rare, as in prose; no two texts are alike. */
function prose(seed: number, paragraph = ' '): string {
  const throwDice = dice(seed);
  const parts: string[] = [];
  for (let length = 0, count = 1; length < LARGEST; count += 1) {
    const word = `w${Math.floor(Math.exp(throwDice(1000) / 125)).toString(36)}`;
    const end = count % 19 === 0 ? `.${count % 95 === 0 ? paragraph : ' '}` : ' ';
    parts.push(word + end);
    length += word.length + end.length;
  }
  return parts.join('').slice(0, LARGEST);
}

function filled(pattern: string): string {
  return pattern.repeat(Math.ceil(LARGEST / pattern.length)).slice(0, LARGEST);
}

function randomOf(seed: number, signs: readonly string[]): string {
  const throwDice = dice(seed);
  return Array.from({ length: LARGEST }, () => signs[throwDice(signs.length)] ?? '')
    .join('')
    .slice(0, LARGEST);
}

describe('64 KiB', () => {
  test.each([
    ['rewritten', prose(1), prose(2)],
    ['of paragraphs, rewritten', prose(1, '\n\n'), prose(2, '\n\n')],
    ['that say the same backwards', prose(1), prose(1).split(' ').reverse().join(' ')],
    ['of two words in turn, the turn shifted', filled('a b '), filled('b a ')],
    ['of two words in turn, one doubled', filled('a b '), filled('a b b ')],
    ['of one-character words', randomOf(1, ['a ', 'b ', 'c ', 'd ']), randomOf(2, ['a ', 'b ', 'c ', 'd '])],
    ['of signs', randomOf(1, ['.', ',', '(', ')', '"', '!']), randomOf(2, ['.', ',', '(', ')', '"', '!'])],
    ['of characters without spaces', filled('合同自年月日'), filled('同合自日月')],
    ['in one word', `${'x'.repeat(LARGEST - 1)}y`, 'x'.repeat(LARGEST)],
    ['of digits and separators', filled('1,'), filled('1.')],
    ['of beginnings of addresses', filled('https://.'), filled('https://,')],
    ['of one-word lines', filled('a\nb\n'), filled('b\nb\na\n')],
    ['of short sentences', filled('a. b. '), filled('b. a. c. ')],
    ['of space', filled(' '), filled('\n')],
    ['against one word', 'w1', prose(1)],
  ])('%s: a handful of runs', (_name, before, after) => {
    const runs = redline(before, after);
    expect(faults(before, after, runs)).toStrictEqual([]);
    expect(runs.length).toBeLessThanOrEqual(7);
  });

  test('with one word in fifty replaced: each of them, and nothing else', () => {
    const before = prose(3).replaceAll('.', '').split(' ');
    const places = before.flatMap((_word, index) => (index % 50 === 25 ? [index] : []));
    const after = before.map((word, index) => (index % 50 === 25 ? `new${index}` : word));
    const changed = redline(before.join(' '), after.join(' ')).filter((run) => run.op !== 'equal');
    expect(changed).toStrictEqual(
      places.flatMap((index) => [
        { op: 'delete', value: before[index] },
        { op: 'insert', value: `new${index}` },
      ]),
    );
    expect(changed.length).toBeGreaterThan(500);
  });

  test('with every other word replaced: each of them, and nothing else', () => {
    const before = Array.from({ length: 9_000 }, (_, index) => `w${index}`);
    const after = before.map((word, index) => (index % 2 === 1 ? `new${index}` : word));
    const changed = redline(before.join(' '), after.join(' ')).filter((run) => run.op !== 'equal');
    expect(changed).toStrictEqual(
      before.flatMap((word, index) =>
        index % 2 === 1
          ? [
              { op: 'delete', value: word },
              { op: 'insert', value: `new${index}` },
            ]
          : [],
      ),
    );
  });

  test('with a paragraph moved to the end: one removal and one addition', () => {
    const paragraphs = prose(4, '\n\n').split('\n\n');
    const [first = '', ...rest] = paragraphs;
    const runs = redline(paragraphs.join('\n\n'), [...rest, first].join('\n\n'));
    expect(runs).toStrictEqual([
      { op: 'delete', value: `${first}\n\n` },
      { op: 'equal', value: rest.join('\n\n') },
      { op: 'insert', value: `\n\n${first}` },
    ]);
  });
});

test('the answer does not hang on the clock', () => {
  const [before, after] = [prose(5), prose(5).replaceAll('w1', 'v')];
  const answer = redline(before, after);
  let now = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 3_600_000));
  try {
    expect(redline(before, after)).toStrictEqual(answer);
  } finally {
    clock.mockRestore();
  }
});

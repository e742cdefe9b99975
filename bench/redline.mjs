/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-return -- plain JavaScript has no types to be checked */
/**
 * How long a comparison takes, as a ratio to its floor: cutting both texts into words once, in the same run.
 * Ratios hold from machine to machine, milliseconds do not.
 *
 *     npm run build && node bench/redline.mjs [rounds]
 */
import { redline } from '../dist/redline/index.js';
import { tokenize } from '../dist/redline/tokens.js';

const ROUNDS = Number(process.argv[2] ?? 15);
const LARGEST = 64 * 1024;

/** Numbers below a bound, always the same ones for a seed. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Paragraphs of five sentences of made-up words, some common and most rare. */
function prose(seed, length) {
  const throwDice = dice(seed);
  let text = '';
  for (let count = 1; text.length < length; count += 1) {
    text += `w${Math.floor(Math.exp(throwDice(1000) / 125)).toString(36)}`;
    text += count % 95 === 0 ? '.\n\n' : count % 19 === 0 ? '. ' : ' ';
  }
  return text.slice(0, length);
}

/** The text with one word in so many replaced. */
function edited(text, every) {
  return text
    .split(' ')
    .map((word, index) => (index % every === every - 1 ? `new${index}` : word))
    .join(' ');
}

function filled(pattern) {
  return pattern.repeat(Math.ceil(LARGEST / pattern.length)).slice(0, LARGEST);
}

function signs(seed) {
  const throwDice = dice(seed);
  return Array.from({ length: LARGEST }, () => '.,;:!?()"'[throwDice(9)]).join('');
}

const clause = prose(1, 2500);
const large = prose(2, LARGEST);
const paragraphs = large.split('\n\n');
const cases = [
  ['clause, one word', clause, edited(clause, 400)],
  ['clause, one word in 20', clause, edited(clause, 20)],
  ['clause, rewritten', clause, prose(3, 2500)],
  ['64 KiB, one word', large, edited(large, 9000)],
  ['64 KiB, one word in 50', large, edited(large, 50)],
  ['64 KiB, one word in 8', large, edited(large, 8)],
  ['64 KiB, paragraph moved', large, [...paragraphs.slice(1), paragraphs[0]].join('\n\n')],
  ['64 KiB, rewritten', large, prose(4, LARGEST)],
  ['64 KiB, rewritten, one line', large.replaceAll('\n', ' '), prose(4, LARGEST).replaceAll('\n', ' ')],
  ['64 KiB, a b against b a', filled('a b '), filled('b a ')],
  ['64 KiB, a b against a b b', filled('a b '), filled('a b b ')],
  ['64 KiB, one-word lines', filled('a\nb\n'), filled('b\nb\na\n')],
  ['64 KiB, signs', signs(5), signs(6)],
  ['64 KiB in one word', `${'x'.repeat(LARGEST - 1)}y`, 'x'.repeat(LARGEST)],
];

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

console.log(`${'case'.padEnd(30)} ${'runs'.padStart(6)} ${'floor ms'.padStart(9)} ${'ms'.padStart(8)} ratio`);
for (const [name, before, after] of cases) {
  const floor = [];
  const whole = [];
  let runs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(milliseconds(() => [tokenize(before), tokenize(after)]));
    whole.push(milliseconds(() => (runs = redline(before, after))));
  }
  const [least, most] = [median(floor), median(whole)];
  const figures = [
    String(runs.length).padStart(6),
    least.toFixed(2).padStart(9),
    most.toFixed(2).padStart(8),
  ];
  console.log(`${name.padEnd(30)} ${figures.join(' ')} ${(most / least).toFixed(1)}`);
}

/**
 * Progress of long work: a line on a terminal, nothing where the output goes to a file or a program.
 */

/** Shows a count on standard error while it grows; `done` clears the line. */
export function progressLine(what: string): {
  readonly show: (count: number) => void;
  readonly done: () => void;
} {
  if (!process.stderr.isTTY) return { show: () => {}, done: () => {} };
  return {
    show: (count) => process.stderr.write(`\r${what}: ${count}`),
    done: () => process.stderr.write('\r\u001b[K'),
  };
}

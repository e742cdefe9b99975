/** `termline state`: a dossier's state at a point. */
import { Command, InvalidArgumentError } from 'commander';
import { stateText } from '../formats/text.ts';
import type { ClockRequest } from '../tracker/contract.ts';
import { writeJson, type CliDeps } from './deps.ts';

/** A revision on the command line. */
export function revision(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('is not a revision: write a whole number.');
}

interface StateOptions extends ClockRequest {
  readonly json?: boolean;
}

export function stateCommand(deps: CliDeps): Command {
  return new Command('state')
    .description("a dossier's state on a day")
    .argument('<dossier>', 'the id of a dossier')
    .option('--on <day>', 'the day, YYYY-MM-DD (default: today)')
    .option('--known <day>', 'as the public could know it on this day (default: everything published)')
    .option('--log <revision>', 'as our log held it at this revision (default: all of it)', revision)
    .option('--json', "the API's shape")
    .action(async (dossier: string, { json, ...point }: StateOptions) => {
      const state = await deps.withTracker((tracker) => tracker.state(dossier, point));
      if (json === true) writeJson(deps, state);
      else deps.write(stateText(state));
    });
}

/** `termline log`: what our record holds, an event a line. */
import { Command } from 'commander';
import { writeJson, type CliDeps } from './deps.ts';
import { revision } from './state.ts';

export function logCommand(deps: CliDeps): Command {
  return new Command('log')
    .description("a dossier's recorded events")
    .argument('<dossier>', 'the id of a dossier')
    .option('--after <revision>', 'only events after this revision', revision)
    .option('--limit <number>', 'at most so many', revision)
    .option('--json', "the API's shape")
    .action(
      async (dossier: string, { json, ...page }: { json?: boolean; after?: number; limit?: number }) => {
        const log = await deps.withTracker((tracker) => tracker.log(dossier, page));
        if (json === true) return writeJson(deps, log);
        for (const { revision: place, recordedAt, type, hash } of log.events) {
          deps.write(`${String(place).padStart(6)}  ${recordedAt}  ${hash.slice(0, 12)}  ${type}`);
        }
        deps.write(`head ${log.head}, hash ${log.headHash}`);
      },
    );
}

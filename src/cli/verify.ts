/** `termline verify`: hash chain, schemas, projection against oracle. Exit status 1 for a finding. */
import { Command } from 'commander';
import { verifyLog } from '../tracker/verify.ts';
import { writeJson, type CliDeps } from './deps.ts';
import { progressLine } from './progress.ts';

export function verifyCommand(deps: CliDeps): Command {
  return new Command('verify')
    .description('check the log: hash chain, schemas, projection against oracle; exit status 1 for a finding')
    .option('--json', 'for a program')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const progress = progressLine('events checked');
      const report = await deps.withInspected(({ store, irregularities }) =>
        verifyLog(store, irregularities, progress.show),
      );
      progress.done();
      const { finding, heads, events, points, irregularities } = report;
      if (finding !== null || irregularities.length > 0) deps.exitStatus(1);
      if (json === true) return writeJson(deps, report);
      for (const irregularity of irregularities) deps.write(`Bad: ${irregularity}`);
      if (finding !== null) {
        deps.write(`Bad: revision ${finding.revision} of ${finding.stream}: ${finding.detail}`);
        return;
      }
      deps.write(`Good: ${events} events, ${points} points of the projection compared with the oracle`);
      for (const { stream, revision, hash } of heads) deps.write(`${stream} ${revision} ${hash}`);
    });
}

/** The command line: `serve`, `state`, `compare`, `append`, `log`, `verify`, `export`, `restore`, `migrate`, `token`. */
import { Command } from 'commander';
import { appendCommand } from './append.ts';
import { compareCommand } from './compare.ts';
import type { CliDeps } from './deps.ts';
import { logCommand } from './log.ts';
import { stateCommand } from './state.ts';
import { tokenCommand } from './token.ts';
import { exportCommand, migrateCommand, restoreCommand } from './transfer.ts';
import { verifyCommand } from './verify.ts';

/** The program, ready to parse. Wrong use throws commander's error with exit code 2. */
export function createProgram(deps: CliDeps): Command {
  const program = new Command('termline')
    .description('what was in force between companies on a day, as the public could know it')
    .version(deps.version)
    .addCommand(new Command('serve').description('serve pages and API').action(() => deps.serve()))
    .addCommand(stateCommand(deps))
    .addCommand(compareCommand(deps))
    .addCommand(appendCommand(deps))
    .addCommand(logCommand(deps))
    .addCommand(verifyCommand(deps))
    .addCommand(exportCommand(deps))
    .addCommand(restoreCommand(deps))
    .addCommand(migrateCommand(deps))
    .addCommand(tokenCommand(deps));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showSuggestionAfterError();
    command.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'termline: ')) });
  }
  return program;
}

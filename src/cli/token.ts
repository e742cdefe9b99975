/** `termline token`: a token for the admin side, and what the server must be told of it. */
import { Command, InvalidArgumentError } from 'commander';
import { createHash, randomBytes } from 'node:crypto';
import { writeJson, type CliDeps } from './deps.ts';

/** A name as the server takes it in `ADMIN_TOKEN_SHA256`. */
function tokenName(text: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError('It is no name: write lower-case letters, digits and hyphens.');
}

export function tokenCommand(deps: CliDeps): Command {
  return new Command('token')
    .description('make a token for the admin side')
    .argument('[name]', 'under which its appends are recorded', tokenName, 'admin')
    .option('--json', 'for a program')
    .action((name: string, { json }: { readonly json?: boolean }) => {
      const token = randomBytes(32).toString('base64url');
      const setting = `${name}:${createHash('sha256').update(token).digest('hex')}`;
      if (json === true) return writeJson(deps, { name, token, ADMIN_TOKEN_SHA256: setting });
      deps.write(`Token, shown only now: ${token}`);
      deps.write(`Start the server with: ADMIN_TOKEN_SHA256=${setting}`);
    });
}

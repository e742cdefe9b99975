/**
 * The files in `public/`, read once at the start and served from memory with the same headers as the rest. The
 * parts of the style sheet lie in `public/style/` and are served as one, in the order of their names.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import { route, type Handler } from './routes.ts';
import { searchOf } from './params.ts';
import { Answer, send } from './send.ts';

const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));

const STYLE = `${PUBLIC}style/`;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** A year: an address with the mark of its content never shows anything else. */
const FOREVER = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600';

interface File {
  readonly body: Buffer;
  readonly type: string;
  readonly mark: string;
}

function fileOf(name: string, body: Buffer): readonly [string, File] {
  const type = TYPES[extname(name)];
  if (type === undefined) throw new Error(`public/${name}: no media type for ${extname(name)}`);
  const mark = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return [name, { body, type, mark }];
}

const STRING_COMMENT_OR_SPACE = /('[^'\n]*'|"[^"\n]*")|(\/\*.*?\*\/)|\s*([{};]|(?<=\S):(?=\s))\s*|\s+/gs;

/** A style sheet without its comments and line breaks, which tell a browser nothing. Strings stay as they are. */
function squeezed(css: string): string {
  return css.replaceAll(
    STRING_COMMENT_OR_SPACE,
    (_all, string?: string, comment?: string, sign?: string) =>
      string ?? (comment === undefined ? (sign ?? ' ') : ''),
  );
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isFile() && !entry.name.startsWith('.') ? [entry.name] : []))
    .sort();
}

export interface Assets {
  /** A file's address with a mark of its content. */
  address(name: string): string;
  serve(router: Router): void;
}

/**
 * Reads the files.
 * @throws Error for a file of a kind that has no media type here
 */
export function loadAssets(): Assets {
  const style = namesIn(STYLE).map((name) => readFileSync(`${STYLE}${name}`, 'utf8'));
  const files = new Map([
    ...namesIn(PUBLIC).map((name) => fileOf(name, readFileSync(`${PUBLIC}${name}`))),
    fileOf('style.css', Buffer.from(squeezed(style.join('')))),
  ]);
  return {
    address: (name) => `/${name}?v=${files.get(name)?.mark ?? ''}`,
    serve: (router) => {
      for (const [name, { body, type, mark }] of files) {
        const marked = new Answer({ type, body, cache: FOREVER });
        const plain = new Answer({ type, body, cache: AN_HOUR });
        const get: Handler = (req, res) =>
          send(req, res, searchOf(req.originalUrl) === `v=${mark}` ? marked : plain);
        route(router, `/${name}`, { GET: get });
      }
    },
  };
}

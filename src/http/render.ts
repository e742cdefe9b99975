/**
 * Handlebars, compiled once at the start from `views/`. Strict: a name that a model lacks is an error. Nothing
 * is ever unescaped in a template; HTML that CommonMark became reaches it as a `SafeString`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { PageModels } from './views/models.ts';
import { markdownToHtml } from './markdown.ts';

const VIEWS = fileURLToPath(new URL('../../views/', import.meta.url));

export interface Site {
  readonly version: string;
  /** Address of the style sheet, with a mark of its content. */
  readonly stylesheet: string;
  readonly icon: string;
  readonly script: string;
}

export interface Renderer {
  /** A whole page. */
  page<N extends keyof PageModels>(name: N, model: PageModels[N]): string;
}

/** HTML that is known to be safe: what CommonMark became. */
export type Html = Handlebars.SafeString;

/** CommonMark for a template. */
export function prose(text: string): Html {
  return new Handlebars.SafeString(markdownToHtml(text));
}

function templatesIn(folder: string): readonly { name: string; text: string }[] {
  return readdirSync(`${VIEWS}${folder}`)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => ({
      name: file.slice(0, -'.hbs'.length),
      text: readFileSync(`${VIEWS}${folder}/${file}`, 'utf8'),
    }));
}

/**
 * Compiles every template.
 * @throws Error where one can't be read or parsed, so that the server doesn't start with it
 */
export function createRenderer(site: Site): Renderer {
  const handlebars = Handlebars.create();
  // `log` is a helper that prints: a field of that name would be printed and not shown.
  const knownHelpers = { log: false };
  const options = { strict: true, knownHelpersOnly: true, knownHelpers, preventIndent: true };
  const compile = (text: string): Handlebars.TemplateDelegate => {
    // Compiling waits for the first use; a fault in the syntax shall not.
    handlebars.parse(text, {});
    return handlebars.compile(text, options);
  };
  for (const { name, text } of templatesIn('partials')) handlebars.registerPartial(name, compile(text));
  const pages = new Map(templatesIn('pages').map(({ name, text }) => [name, compile(text)]));
  const layout = compile(readFileSync(`${VIEWS}layout.hbs`, 'utf8'));
  return {
    page: (name, model) => {
      const template = pages.get(name);
      if (template === undefined) throw new Error(`no template for the page ${name}`);
      const content = new Handlebars.SafeString(template(model));
      return layout({ ...model.frame, site, content });
    },
  };
}

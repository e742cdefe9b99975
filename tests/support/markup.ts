/**
 * A page as a tree of elements, for tests that ask what stands beside what. It reads well-formed markup, such as
 * ours must be: a closing tag that doesn't fit is an error.
 */

const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};

function plain(text: string): string {
  return text.replaceAll(/&(?:lt|gt|amp|quot|#x27|#x3D|#x60);/g, (escape) => CHARACTERS[escape] ?? escape);
}

/** Words without more white space than one space between them. */
export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

export class Element {
  readonly children: (Element | string)[] = [];

  constructor(
    readonly name: string,
    readonly attributes: ReadonlyMap<string, string>,
  ) {}

  get text(): string {
    return squeezed(this.children.map((child) => (typeof child === 'string' ? child : child.text)).join(''));
  }

  get classes(): ReadonlySet<string> {
    return new Set((this.attributes.get('class') ?? '').split(' '));
  }

  /** Every element within, in the order of the page. */
  all(test: (element: Element) => boolean): Element[] {
    return this.children.flatMap((child) =>
      typeof child === 'string' ? [] : [...(test(child) ? [child] : []), ...child.all(test)],
    );
  }

  named(...names: readonly string[]): Element[] {
    return this.all(({ name }) => names.includes(name));
  }

  /** Those of a class. */
  classed(name: string): Element[] {
    return this.all(({ classes }) => classes.has(name));
  }

  /** Where its links lead. */
  get links(): string[] {
    return this.named('a').flatMap((link) => link.attributes.get('href') ?? []);
  }
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/([a-z][a-z-]*)(?:="([^"]*)")?/gi)].map(([, name = '', value = '']) => [
      name,
      plain(value),
    ]),
  );
}

/**
 * Reads a page.
 * @throws Error where the tags don't fit together
 */
export function markup(page: string): Element {
  const root = new Element('', new Map());
  const open: Element[] = [root];
  const here = (): Element => open.at(-1) ?? root;
  for (const [, comment, close, name = '', attributes = '', text] of page.matchAll(
    /(<!.*?>)|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>|([^<]+)/gis,
  )) {
    if (comment !== undefined) continue;
    if (text !== undefined) here().children.push(plain(text));
    else if (close === '/') {
      const last = open.pop();
      if (last === undefined || last.name !== name)
        throw new Error(`</${name}> closes <${last?.name ?? ''}>`);
    } else {
      const element = new Element(name, attributesOf(attributes));
      here().children.push(element);
      if (!VOID.has(name)) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`<${here().name}> isn’t closed`);
  return root;
}

/**
 * CommonMark as HTML that can't do harm: raw HTML is shown as text, links lead to http(s) only and carry
 * `rel="nofollow noopener"`, images become their description, headings become strong paragraphs, so that a
 * clause's text can't disturb the outline of the page around it.
 */
import MarkdownIt from 'markdown-it';

const HTTP = /^https?:\/\//i;

function create(): MarkdownIt {
  const md = new MarkdownIt('commonmark', { html: false });
  md.validateLink = (url) => HTTP.test(url.trim());
  md.renderer.rules['image'] = (tokens, index, options, env, self) => {
    const described = self.renderInlineAsText(tokens[index]?.children ?? [], options, env);
    return md.utils.escapeHtml(described === '' ? '(image)' : `(image: ${described})`);
  };
  md.renderer.rules['heading_open'] = () => '<p class="prose-heading">';
  md.renderer.rules['heading_close'] = () => '</p>\n';
  md.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet('rel', 'nofollow noopener');
    return self.renderToken(tokens, index, options);
  };
  return md;
}

const md = create();

/** Renders CommonMark to safe HTML. */
export function markdownToHtml(text: string): string {
  return md.render(text);
}

import DOMPurify from 'dompurify';
import { Marked } from 'marked';

/** Formatting only: no style, no form, nothing that loads. The page's content policy would stop those, too. */
const ALLOWED_TAGS =
  'a abbr b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s span strong sub sup table tbody td th thead tr ul'.split(
    ' ',
  );

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** HTML in Markdown stays the text that it is, as in CloudWatch; an image becomes its text. */
const markdown = new Marked({
  gfm: true,
  renderer: { html: ({ text }) => escaped(text), image: ({ text }) => escaped(text) },
});

/** CloudWatch's buttons: `[button:Label](url)` and `[button:primary:Label](url)`. */
function markButtons(link: Element): void {
  const match = /^button:(primary:)?/.exec(link.textContent ?? '');
  if (match === null) return;
  link.className = match[1] === undefined ? 'button' : 'button primary';
  link.textContent = (link.textContent ?? '').slice(match[0].length);
}

/** Markdown as sanitised elements. Links go to http, https and mailto, in a new tab. */
export function markdownView(source: string): DocumentFragment {
  const html = markdown.parse(source, { async: false });
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ['href', 'title', 'align', 'colspan', 'rowspan', 'start'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) {
    markButtons(link);
    if (link.hasAttribute('href')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
  }
  return fragment;
}

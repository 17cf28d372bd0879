import DOMPurify from 'dompurify';
import { marked } from 'marked';

/**
 * Formatting only: no style, no form, nothing that loads. The page's content policy would stop those too; leaving them
 * out keeps the browser's console quiet.
 */
const ALLOWED_TAGS =
  'a abbr b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s span strong sub sup table tbody td th thead tr ul'.split(
    ' ',
  );

/** CloudWatch's buttons: `[button:Label](url)` and `[button:primary:Label](url)`. */
function markButtons(link: Element): void {
  const match = /^button:(primary:)?/.exec(link.textContent ?? '');
  if (match === null) return;
  link.className = match[1] === undefined ? 'button' : 'button primary';
  link.textContent = (link.textContent ?? '').slice(match[0].length);
}

/** Markdown as sanitised elements. Images become their text; links go to http, https and mailto, in a new tab. */
export function markdownView(source: string): DocumentFragment {
  const html = marked.parse(source, { async: false, gfm: true }).replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/g, '$1');
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

import type { Alert } from '../alert';

/**
 * What is wrong, in words: the first sentence of the description, because whoever wrote it meant a person to read it;
 * without one, the alarm's name. Untrusted text on one line.
 */
export function titleOf(alert: Alert): string {
  const sentence = alert.kind === 'message' ? undefined : descriptionOf(alert).title;
  const title = sentence ?? alert.name;
  const attributes = alert.contributor?.attributes.map(({ value }) => value).join(', ');
  return attributes ? `${title} (${attributes})` : title;
}

/** What follows the title: causes, first steps. Without what the alert says elsewhere: threshold and runbook. */
export function adviceOf(alert: Alert): string | undefined {
  return descriptionOf(alert).advice;
}

function descriptionOf(alert: Alert): { readonly title?: string; readonly advice?: string } {
  const lines = (alert.description ?? '')
    .split('\n')
    .map((line) =>
      alert.runbookUrl === undefined ? line : line.replace(/\s*\brun\s?book\b\s*:?\s*https?:\/\/\S+/i, ''),
    )
    .map((line) => line.trim())
    // Our own descriptions repeat the threshold; the explanation has it, with the values.
    .filter((line) => line !== '' && !/^When: /.test(line));
  const [first, ...others] = lines;
  if (first === undefined) return {};
  const end = /[.!?](?=\s)/.exec(first)?.index ?? first.length;
  const title = first.slice(0, end).replace(/[.!]$/, '').trim();
  const advice = [first.slice(end + 1).trim(), ...others].filter((line) => line !== '').join('\n');
  return { ...(title !== '' && { title }), ...(advice !== '' && { advice }) };
}

import type { Field } from './field';

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The instant at which a test begins, in ms since the epoch. */
export function readStart(field: Field): number | undefined {
  const text = field.text();
  if (text === undefined) return undefined;
  const startMs = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(startMs)) return field.problem(`"${text}" is not a time with its zone; write 2026-01-05T09:00:00Z`);
  return startMs;
}

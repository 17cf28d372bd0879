/** A value of a template inside a text: lists by commas, objects as JSON. Never throws, whatever the object holds. */
export function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

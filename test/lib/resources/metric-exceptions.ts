/**
 * Metrics that AWS's service data does not list with these dimensions, each with the page that documents it.
 * Sorted by key.
 */
export const METRIC_EXCEPTIONS: Readonly<Record<string, string>> = {};

/**
 * Metrics that AWS's service data does not list, each with the page that documents it:
 * `<namespace> <metric> by <dimensions, sorted>`.
 */
export const METRIC_EXCEPTIONS: Readonly<Record<string, string>> = {};

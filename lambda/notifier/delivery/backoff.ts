const FIRST_SECONDS = 5;
const MAX_SECONDS = 600;
/** A vendor that asks for more is asked again all the same: the alert may be a page. */
const MAX_RETRY_AFTER_SECONDS = 900;

/** Seconds until the next try: what the vendor asked for, or 5, 10, 20 … 600 by the number of tries so far (1 or more). */
export function backoffSeconds(tries: number, retryAfterSeconds: number | undefined): number {
  if (retryAfterSeconds !== undefined)
    return Math.min(Math.max(1, Math.ceil(retryAfterSeconds)), MAX_RETRY_AFTER_SECONDS);
  return Math.min(FIRST_SECONDS * 2 ** Math.min(Math.max(0, tries - 1), 10), MAX_SECONDS);
}

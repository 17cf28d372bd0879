import type { Alert, Severity } from '../alert';
import { withDescribedUnit } from './described-unit';
import type { Envelope } from './envelope';
import * as kinds from './kinds';
import { readMessage } from './message';
import type { Reader } from './reader';

/** One reader for each file in kinds/; each knows its own kind and no other's, so their order means nothing. */
const readers: readonly Reader[] = Object.values(kinds);

/** The normal form of whatever the envelope holds. Never throws: what nobody knows is a `message`. */
export function readAlert(envelope: Envelope, severity: Severity): Alert {
  for (const read of readers) {
    const alert = read(envelope, severity);
    if (alert !== undefined) return withDescribedUnit(alert);
  }
  return readMessage(envelope, severity);
}

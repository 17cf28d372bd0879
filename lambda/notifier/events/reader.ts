import type { Alert, Severity } from '../alert';
import type { Envelope } from './envelope';

/** Reads one kind of input; `undefined` when the envelope holds another kind. Never throws. */
export type Reader = (envelope: Envelope, severity: Severity) => Alert | undefined;

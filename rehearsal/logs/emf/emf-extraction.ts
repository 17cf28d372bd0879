import type { Sample } from '../../metrics/sample';
import type { LogLine } from '../log-line';
import { samplesOf } from './emf-document';
import { EmfError, LIMITS, METADATA } from './emf-rules';

/** What CloudWatch makes of a line that is EMF, or tries to be. */
export type EmfExtraction =
  | { readonly outcome: 'metrics'; readonly samples: readonly Sample[] }
  | { readonly outcome: 'EMFParsingErrors' | 'EMFValidationErrors'; readonly why: string };

/** What a line of EMF has in it. Inside a string the quotes are escaped, so that this does not match. */
const METADATA_KEY = `"${METADATA}"`;

/** What the Lambda runtime writes before the text of a line in the text format: time, request id, level. */
const RUNTIME_PREFIX = /^[^{]*\t(?=\{)/;

/** `undefined` for a line that is not EMF. */
export function extractEmf(line: LogLine, receivedMs: number): EmfExtraction | undefined {
  if (!line.text.includes(METADATA_KEY)) return undefined;
  const text = line.text.replace(RUNTIME_PREFIX, '');
  if (!/^\s*\{/.test(text)) return undefined;
  let document: Readonly<Record<string, unknown>>;
  try {
    document = line.json ?? JSON.parse(text);
  } catch {
    return { outcome: 'EMFParsingErrors', why: 'the line is not valid JSON' };
  }
  if (!Object.hasOwn(document, METADATA)) return undefined;
  try {
    if (Buffer.byteLength(line.text) > LIMITS.lineBytes) throw new EmfError('the line is longer than 1 MB');
    return { outcome: 'metrics', samples: samplesOf(document, receivedMs) };
  } catch (error) {
    if (!(error instanceof EmfError)) throw error;
    return { outcome: 'EMFValidationErrors', why: error.message };
  }
}

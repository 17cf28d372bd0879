import { createHash } from 'node:crypto';
import type { Alert, Severity } from '../alert';
import type { Envelope } from './envelope';
import { parseJson } from './fields';
import { gistOf } from './gist';

/** What is known of nothing: any text and any JSON is still somebody's message, and is posted. */
export function readMessage(envelope: Envelope, severity: Severity): Alert {
  const { text, subject } = envelope;
  const words = gistOf(envelope.fields ?? parseJson(text) ?? text) || text;
  const firstLine = words.split('\n').find((line) => line.trim() !== '');
  return {
    kind: 'message',
    id: envelope.messageId ?? createHash('sha256').update(text).digest('hex'),
    name: subject ?? firstLine ?? 'Empty message',
    severity,
    reason: words,
    changedAtMs: envelope.sentAtMs,
    children: [],
  };
}

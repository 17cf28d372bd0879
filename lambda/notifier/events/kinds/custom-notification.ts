import { nested, textOf } from '../fields';
import type { Reader } from '../reader';

/** The schema of custom notifications of Amazon Q Developer in chat applications, so that their senders need no change. */
export const readCustomNotification: Reader = ({ fields, text, messageId, sentAtMs }, severity) => {
  const content = nested(fields, 'content');
  if (fields === undefined || fields.source !== 'custom' || textOf(content, 'description') === undefined)
    return undefined;
  const steps = Array.isArray(content.nextSteps) ? content.nextSteps.filter((step) => typeof step === 'string') : [];
  return {
    kind: 'message',
    id: textOf(fields, 'id') ?? messageId ?? text,
    name: textOf(content, 'title') ?? textOf(nested(fields, 'metadata'), 'summary') ?? 'Notification',
    severity,
    reason: [textOf(content, 'description')!, ...steps.map((step) => `• ${step}`)].join('\n'),
    changedAtMs: sentAtMs,
    children: [],
  };
};

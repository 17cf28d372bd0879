import { type Fields, fieldsOf, parseJson, textOf, timeOf } from './fields';

/** What is left of an event when its transports are taken off. */
export interface Envelope {
  /** Topic that it came through, if one did. */
  readonly topicArn?: string;
  readonly subject?: string;
  /** SNS's id of the message. */
  readonly messageId?: string;
  readonly sentAtMs?: number;
  /** The innermost text. */
  readonly text: string;
  /** The same, when it is a JSON object. */
  readonly fields?: Fields;
}

/** Opens the body of an SQS message: SNS's envelope, or (raw delivery, EventBridge) the event itself. */
export function openEnvelope(body: string): Envelope {
  const fields = fieldsOf(parseJson(body));
  const message = textOf(fields, 'Message');
  // Anybody's JSON may have a `Message`; only SNS's also names its topic.
  if (message !== undefined && textOf(fields, 'TopicArn') !== undefined) return notification(fields ?? {}, message);
  return { text: body, fields };
}

function notification(sns: Fields, text: string): Envelope {
  return {
    topicArn: textOf(sns, 'TopicArn'),
    subject: textOf(sns, 'Subject'),
    messageId: textOf(sns, 'MessageId'),
    sentAtMs: timeOf(textOf(sns, 'Timestamp')),
    text,
    fields: fieldsOf(parseJson(text)),
  };
}

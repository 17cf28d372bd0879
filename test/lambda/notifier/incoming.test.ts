import { openEnvelope } from '../../../lambda/notifier/events/envelope';
import { incomingOf } from '../../../lambda/notifier/incoming';
import { metricAlarm, T0, TOPICS } from './sample-events';

test('records of the queue keep their id, their handle and how often they were received', () => {
  const record = {
    eventSource: 'aws:sqs',
    messageId: 'm-1',
    receiptHandle: 'h-1',
    body: 'text',
    attributes: { ApproximateReceiveCount: '3' },
  };
  expect(incomingOf({ Records: [record] }, 'r')).toEqual({
    fromQueue: true,
    carriers: [{ messageId: 'm-1', receiptHandle: 'h-1', body: 'text', tries: 3 }],
  });
});

test('a topic that calls the function directly is opened like the envelope in the queue', () => {
  const Sns = {
    Type: 'Notification',
    TopicArn: TOPICS.page,
    Message: JSON.stringify(metricAlarm()),
    Timestamp: new Date(T0).toISOString(),
  };
  const { carriers, fromQueue } = incomingOf({ Records: [{ EventSource: 'aws:sns', Sns }, { Sns }] }, 'r');
  expect(fromQueue).toBe(false);
  expect(carriers.map(({ messageId }) => messageId)).toEqual(['r#0', 'r#1']);
  expect(openEnvelope(carriers[0]!.body)).toMatchObject({ topicArn: TOPICS.page, fields: { NewStateValue: 'ALARM' } });
});

test.each([[undefined], [null], ['text'], [42], [{}], [{ Records: [] }], [{ Records: [1, null] }]])(
  'anything else (%j) is one message',
  (event) => expect(incomingOf(event, 'r').carriers).toHaveLength(1),
);

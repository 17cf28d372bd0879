import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { latency, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

/** SQS's defaults. */
const DEFAULT_RETENTION_SECONDS = 345_600;
const DEFAULT_VISIBILITY_SECONDS = 30;

const MAPPING = 'AWS::Lambda::EventSourceMapping';

/** SQS's limit of messages in flight, since the end of 2024 the same for FIFO queues. */
const IN_FLIGHT_LIMIT = 120_000;

export const sqsQueue: ResourceDefinition = {
  types: ['AWS::SQS::Queue'],
  // What may send here what it cannot process, beside the types of the catalogue.
  readFrom: ['AWS::SNS::Subscription', 'AWS::Lambda::EventInvokeConfig', MAPPING],
  noun: 'queue',
  tier: 'queue',
  missing: [
    {
      goldenSignal: GoldenSignal.ERRORS,
      why: 'SQS publishes no error metric; failures show as errors of the consumer and as messages in the dead-letter queue',
    },
  ],
  signals: (queue) => {
    const metric = metricsOf('AWS/SQS', { QueueName: queue.attribute('QueueName') });
    const deadLetters = isDeadLetterQueue(queue);
    return [
      latency({
        title: 'Age of the oldest message',
        unit: 's',
        inOverview: !deadLetters,
        lines: { oldest: metric('ApproximateAgeOfOldestMessage', 'Maximum') },
        alarms: [deadLetters ? expiryAlarm(queue, metric) : ageAlarm(queue, metric)],
      }),
      traffic({
        title: 'Messages',
        unit: 'count',
        inOverview: !deadLetters,
        lines: {
          sent: metric('NumberOfMessagesSent', 'Sum'),
          received: metric('NumberOfMessagesReceived', 'Sum'),
          deleted: metric('NumberOfMessagesDeleted', 'Sum'),
        },
      }),
      saturation({
        title: 'Backlog',
        unit: 'count',
        lines: {
          waiting: metric('ApproximateNumberOfMessagesVisible', 'Maximum'),
          'in flight': metric('ApproximateNumberOfMessagesNotVisible', 'Maximum'),
        },
        alarms: [deadLetters ? deadLetterAlarm(metric) : inFlightAlarm(metric)],
      }),
    ];
  },
};

/** Whether something else of the stack sends what it cannot process here; else what the queue says of itself. */
function isDeadLetterQueue(queue: Resource): boolean {
  return (
    queue.referredToAs.some((reference) =>
      /\b(RedrivePolicy\.deadLetterTargetArn|DeadLetterConfig\.(TargetArn|Arn)|OnFailure\.Destination)$/.test(
        reference,
      ),
    ) || callsItselfSo(queue)
  );
}

/** The sender may stand in another stack: then the name tells, of a queue that nobody reads and that passes nothing on. */
function callsItselfSo(queue: Resource): boolean {
  if (queue.property('RedriveAllowPolicy.redrivePermission') === 'byQueue') return true;
  const names = [queue.id.split('/').at(-1), queue.property('QueueName')];
  return (
    /dlq|dead[-_]?letter/i.test(JSON.stringify(names)) &&
    queue.property('RedrivePolicy') === undefined &&
    !queue.referredToAs.some((reference) =>
      /^AWS::(Lambda::EventSourceMapping EventSourceArn|Pipes::Pipe Source)$/.test(reference),
    )
  );
}

function ageAlarm(queue: Resource, metric: MetricOf): AlarmDefault {
  const retentionSeconds = queue.number('MessageRetentionPeriod', DEFAULT_RETENTION_SECONDS);
  return {
    id: 'age',
    severity: Severity.PAGE,
    symptom: 'messages wait too long to be processed',
    query: metric('ApproximateAgeOfOldestMessage', 'Maximum'),
    threshold: { atLeast: Math.min(healthyAgeSeconds(queue), retentionSeconds / 2), unit: 's' },
    datapoints: minutes(15, 15),
    causes: 'the consumer fails, is throttled or is stopped; more messages than it can take',
    lookAt: 'errors and concurrency of the consumer',
    source:
      'AWS recommended alarms: 15 of 15 minutes; the age is judgement: 5 minutes, twice the longest try, at most half the retention',
  };
}

/** What is being processed, delayed or collected to a batch has not been deleted, and counts with its age. */
function healthyAgeSeconds(queue: Resource): number {
  return Math.max(300, 2 * longestTrySeconds(queue)) + queue.number('DelaySeconds', 0);
}

/** How long a function of this stack may take for a message, else how long a consumer says that it may. */
function longestTrySeconds(queue: Resource): number {
  const tries = queue.referrers(MAPPING).flatMap((mapping) =>
    mapping
      .references('FunctionName')
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map((fn) => fn.number('Timeout', 3) + mapping.number('MaximumBatchingWindowInSeconds', 0)),
  );
  return tries.length > 0 ? Math.max(...tries) : queue.number('VisibilityTimeout', DEFAULT_VISIBILITY_SECONDS);
}

function inFlightAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'in-flight',
    severity: Severity.TICKET,
    symptom: "messages in flight come near SQS's limit",
    query: metric('ApproximateNumberOfMessagesNotVisible', 'Maximum'),
    threshold: { atLeast: 0.8 * IN_FLIGHT_LIMIT, unit: 'count' },
    datapoints: minutes(15, 15),
    causes: 'consumers that receive but do not delete, a visibility timeout that is far too long',
    lookAt: 'received against deleted messages',
    source: `SQS quota of ${IN_FLIGHT_LIMIT} messages in flight; 80 % as SLIC Watch`,
  };
}

function deadLetterAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'dead-letters',
    severity: Severity.TICKET,
    symptom: 'messages could not be processed and wait in the dead-letter queue',
    query: metric('ApproximateNumberOfMessagesVisible', 'Maximum'),
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(1, 1),
    causes: 'a message that the consumer cannot understand, or a dependency that was down for all its tries',
    lookAt: 'one of the messages and the error lines of the consumer, then redrive or purge',
    // NumberOfMessagesSent does not count what a redrive policy moves here.
    source: 'AWS recommended alarms: any message in a dead-letter queue needs a person',
  };
}

function expiryAlarm(queue: Resource, metric: MetricOf): AlarmDefault {
  const retentionSeconds = queue.number('MessageRetentionPeriod', DEFAULT_RETENTION_SECONDS);
  return {
    id: 'expiring',
    severity: Severity.PAGE,
    symptom: 'dead letters are about to expire and be lost',
    query: metric('ApproximateAgeOfOldestMessage', 'Maximum'),
    threshold: { above: 0.8 * retentionSeconds, unit: 's' },
    datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
    causes: 'nobody has looked at the dead-letter queue',
    lookAt: 'the oldest messages: redrive them, or save them elsewhere',
    // The age counts from when a message came here, the retention from when it was first sent: hence the margin.
    source: 'SQS guide on retention in dead-letter queues; 80 % is judgement',
  };
}

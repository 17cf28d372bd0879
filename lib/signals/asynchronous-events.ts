import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { errors, latency, type MetricOf, minutes } from './rows';
import type { Signal } from './signal';

/** Types outside the catalogue that show that a function is invoked asynchronously. */
export const ASYNCHRONOUS_CALLERS = [
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Logs::SubscriptionFilter',
  'AWS::SNS::Subscription',
  // CDK sets the notifications of a bucket through its own resource.
  'Custom::S3BucketNotifications',
];

/** How what invokes a function asynchronously refers to it. */
const REFERENCES = [
  'AWS::Events::Rule Targets.Arn',
  'AWS::IoT::TopicRule TopicRulePayload.Actions.Lambda.FunctionArn',
  'AWS::Lambda::EventInvokeConfig FunctionName',
  'AWS::Logs::SubscriptionFilter DestinationArn',
  'AWS::S3::Bucket NotificationConfiguration.LambdaConfigurations.Function',
  'AWS::SNS::Subscription Endpoint',
  'AWS::SNS::Topic Subscription.Endpoint',
  'AWS::Scheduler::Schedule Target.Arn',
  'Custom::S3BucketNotifications NotificationConfiguration.LambdaFunctionConfigurations.LambdaFunctionArn',
];

/** The queue that Lambda keeps before a function for asynchronous invocations; none where nothing here makes such. */
export function asynchronousEvents(fn: Resource, metric: MetricOf): Signal[] {
  if (!fn.referredToAs.some((reference) => REFERENCES.includes(reference))) return [];
  // The average: every retry waits a minute or two, so a single failing event makes a high maximum.
  const age = metric('AsyncEventAge', 'Average');
  const dropped = metric('AsyncEventsDropped', 'Sum');
  return [
    latency({
      id: 'event-age',
      title: 'Age of asynchronous events',
      unit: 'ms',
      inOverview: false,
      lines: { average: age, max: metric('AsyncEventAge', 'Maximum') },
      alarms: [
        {
          id: 'event-age',
          severity: Severity.TICKET,
          symptom: 'asynchronous events wait long to be processed',
          query: age,
          threshold: { above: 60_000, unit: 'ms' },
          datapoints: minutes(15, 15),
          causes: 'the function is throttled, or fails and its events are tried again',
          lookAt: 'throttles against the reserved concurrency, then the errors',
          source: 'AWS Lambda guide, types of metrics: it rises with retries and throttling; 60 s is judgement',
        },
      ],
    }),
    errors({
      id: 'dropped-events',
      title: 'Dropped asynchronous events',
      unit: 'count',
      inOverview: false,
      lines: { dropped },
      // What goes to a dead-letter target is counted as dropped too, and is not lost: the target's alarms tell of it.
      alarms: keepsFailed(fn)
        ? []
        : [
            {
              id: 'dropped-events',
              severity: Severity.TICKET,
              symptom: 'asynchronous events are given up and lost',
              query: dropped,
              threshold: { above: 0, unit: 'count' },
              datapoints: minutes(1, 1),
              // Too late to save it at night: what fails in numbers pages as errors.
              lean: true,
              causes: 'all tries failed, the event became too old, the reserved concurrency is 0',
              lookAt: 'the error lines in its log group; then give it a dead-letter queue or a failure destination',
              source: 'AWS Lambda guide, types of metrics: each one is an event that is gone',
            },
          ],
    }),
  ];
}

function keepsFailed(fn: Resource): boolean {
  return (
    fn.property('DeadLetterConfig.TargetArn') !== undefined ||
    fn
      .referrers('AWS::Lambda::EventInvokeConfig')
      .some((config) => config.property('DestinationConfig.OnFailure.Destination') !== undefined)
  );
}

import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, latency, metricsOf, minutes, traffic } from '../signals/rows';
import type { Signal } from '../signals/signal';

export const lambdaEventSourceMapping: ResourceDefinition = {
  types: ['AWS::Lambda::EventSourceMapping'],
  noun: 'event source mapping',
  tier: 'queue',
  leftOut: (mapping) => {
    if (isStream(mapping) || countsEvents(mapping)) return undefined;
    return isKafka(mapping)
      ? 'Lambda publishes its lag in messages, and how many are too many only you know; its own metrics are opt-in and paid'
      : 'its metrics are opt-in and paid; the queue and the function show how it does';
  },
  missing: cannotHave({ saturation: 'pollers are published in provisioned mode only' }),
  signals: (mapping) => [
    ...(isStream(mapping) ? [iteratorAge(mapping)] : []),
    ...(countsEvents(mapping) ? eventCounts(mapping) : []),
  ],
};

/** A metric of the function, which is why two streams of one function share it. */
function iteratorAge(mapping: Resource): Signal {
  const oldest = metricsOf('AWS/Lambda', { FunctionName: functionOf(mapping) })('IteratorAge', 'Maximum');
  return latency({
    title: 'Age of what is read',
    unit: 'ms',
    lines: { oldest },
    alarms: [
      {
        id: 'iterator-age',
        severity: Severity.PAGE,
        symptom: 'records of the stream wait too long to be processed',
        query: oldest,
        threshold: { above: 60_000, unit: 'ms' },
        datapoints: minutes(15, 15),
        causes: 'a record that fails again and again and blocks its shard, too little parallelism, throttling',
        lookAt: 'the error lines of the function, then ParallelizationFactor and BisectBatchOnFunctionError',
        source: 'AWS recommended alarms for Kinesis: iterator age, 15 of 15 minutes; 60 s is judgement',
      },
    ],
  });
}

/** Where the template has switched on the paid metrics of the mapping itself. */
function eventCounts(mapping: Resource): Signal[] {
  const metric = metricsOf('AWS/Lambda', { EventSourceMappingUUID: mapping.ref });
  const dropped = metric('DroppedEventCount', 'Sum');
  return [
    traffic({ title: 'Events read', unit: 'count', lines: { read: metric('PolledEventCount', 'Sum') } }),
    errors({
      title: 'Events that failed or were dropped',
      unit: 'count',
      lines: { failed: metric('FailedInvokeEventCount', 'Sum'), dropped },
      alarms: [
        {
          id: 'dropped-events',
          severity: Severity.TICKET,
          symptom: 'events are given up and skipped',
          query: dropped,
          threshold: { above: 0, unit: 'count' },
          datapoints: minutes(1, 1),
          lean: true,
          causes: 'a record that failed in all its tries, or became too old while others failed',
          lookAt: 'the error lines of the function; then its failure destination, if it has one',
          source: 'AWS Lambda guide, event source mapping metrics: each one has left the stream unprocessed',
        },
      ],
    }),
  ];
}

function countsEvents(mapping: Resource): boolean {
  const metrics = mapping.property('MetricsConfig.Metrics');
  return Array.isArray(metrics) && metrics.includes('EventCount');
}

/** Kinesis, DynamoDB and DocumentDB: the sources for which Lambda publishes an age. */
function isStream(mapping: Resource): boolean {
  if (mapping.property('DocumentDBEventSourceConfig') !== undefined) return true;
  if (isKafka(mapping)) return false;
  // Also of a source whose ARN is a parameter: queues and brokers are read from no position.
  if (mapping.property('StartingPosition') !== undefined) return true;
  return sourceMatches(mapping, /Kinesis|DynamoDB/, /:kinesis:|:dynamodb:|"AWS::Kinesis|StreamArn/);
}

/** Only Kafka is read by topics, also where the ARN of the cluster is a parameter or joined. */
function isKafka(mapping: Resource): boolean {
  if (mapping.property('SelfManagedEventSource') !== undefined || mapping.property('Topics') !== undefined) return true;
  return sourceMatches(mapping, /MSK/, /:kafka:|"AWS::MSK/);
}

/** By the type of the resource that is read, else by its ARN. */
function sourceMatches(mapping: Resource, type: RegExp, arn: RegExp): boolean {
  const source = mapping.references('EventSourceArn')[0];
  return source === undefined
    ? arn.test(JSON.stringify(mapping.property('EventSourceArn') ?? ''))
    : type.test(source.type);
}

function functionOf(mapping: Resource): string {
  const [target] = mapping.references('FunctionName');
  if (target?.type === 'AWS::Lambda::Alias' || target?.type === 'AWS::Lambda::Version')
    return target.references('FunctionName')[0]?.ref ?? target.ref;
  if (target !== undefined) return target.ref;
  const text = mapping.text('FunctionName') ?? '';
  return text.startsWith('arn:') ? arnPart(text, ':', 6) : text;
}

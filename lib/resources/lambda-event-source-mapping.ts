import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, latency, metricsOf, minutes } from '../signals/rows';

/** Streams: the age of what is read is a metric of the function. */
const STREAMS = /:kinesis:|:dynamodb:|kafka|"AWS::(Kinesis|MSK)|StreamArn/;

export const lambdaEventSourceMapping: ResourceDefinition = {
  types: ['AWS::Lambda::EventSourceMapping'],
  noun: 'event source mapping',
  tier: 'queue',
  leftOut: (mapping) =>
    isStream(mapping) ? undefined : 'its metrics are opt-in and paid; the queue and the function show how it does',
  missing: cannotHave({
    traffic: 'polled events are an opt-in, paid metric of the mapping',
    errors: 'failed invocations are errors of the function',
    saturation: 'pollers are published in provisioned mode only',
  }),
  signals: (mapping) => {
    const metric = metricsOf('AWS/Lambda', { FunctionName: functionOf(mapping) });
    return [
      latency({
        title: 'Age of what is read',
        unit: 'ms',
        lines: { oldest: metric('IteratorAge', 'Maximum') },
        alarms: [
          {
            id: 'iterator-age',
            severity: Severity.PAGE,
            symptom: 'records of the stream wait too long to be processed',
            query: metric('IteratorAge', 'Maximum'),
            threshold: { above: 60_000, unit: 'ms' },
            datapoints: minutes(15, 15),
            causes: 'a record that fails again and again and blocks its shard, too little parallelism, throttling',
            lookAt: 'the error lines of the function, then ParallelizationFactor and BisectBatchOnFunctionError',
            source: 'AWS recommended alarms for Kinesis: iterator age, 15 of 15 minutes; 60 s is judgement',
          },
        ],
      }),
    ];
  },
};

function isStream(mapping: Resource): boolean {
  const source = mapping.references('EventSourceArn')[0]?.type ?? '';
  if (source !== '') return /Kinesis|DynamoDB|MSK/.test(source);
  return STREAMS.test(
    JSON.stringify([
      mapping.property('EventSourceArn') ?? '',
      mapping.property('SelfManagedEventSource') === undefined ? '' : 'kafka',
    ]),
  );
}

function functionOf(mapping: Resource): string {
  const [target] = mapping.references('FunctionName');
  if (target?.type === 'AWS::Lambda::Alias' || target?.type === 'AWS::Lambda::Version')
    return target.references('FunctionName')[0]?.ref ?? target.ref;
  if (target !== undefined) return target.ref;
  const text = mapping.text('FunctionName') ?? '';
  return text.startsWith('arn:') ? arnPart(text, ':', 6) : text;
}

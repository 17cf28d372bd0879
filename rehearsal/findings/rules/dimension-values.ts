import type { Model } from '../../template/model';
import { metricsInUse } from '../metrics-in-use';
import { danglingReference } from '../references';
import { type Found, rule } from '../rule';

type Id = 'dimension-unresolved' | 'dimension-value';

/** Dimensions whose value names no resource: such a metric never has data. */
export const dimensionValues = rule<Id>({
  finds: {
    'dimension-unresolved': {
      level: 'error',
      means: 'a dimension refers to something that the template does not have',
    },
    'dimension-value': { level: 'error', means: 'a dimension has the ARN or URL of a resource where its name belongs' },
  },
  find: (model) => {
    const names = namesByIdentity(model);
    return metricsInUse(model).flatMap(({ where, metric }) =>
      Object.entries(metric.dimensions).flatMap(([dimension, value]): Found<Id>[] => {
        const dangling = danglingReference(value, model);
        if (dangling !== undefined) {
          const what = `dimension ${dimension} refers to ${dangling}, which the template does not have`;
          return [{ id: 'dimension-unresolved', where, what, advice: 'Refer to a resource of the template.' }];
        }
        const name = names.get(`${dimension}=${value}`);
        if (name === undefined || !metric.namespace.startsWith('AWS/')) return [];
        const what = `dimension ${dimension} is ${value}: the metric has the name, ${name}, and never this`;
        return [{ id: 'dimension-value', where, what, advice: 'Use what gives the name: Ref, or Fn::GetAtt of it.' }];
      }),
    );
  },
});

/** `QueueName=arn:aws:sqs:…` → the name that belongs there. */
function namesByIdentity({ functions, queues, topics, tables }: Model): ReadonlyMap<string, string> {
  return new Map([
    ...functions.map(({ arn, functionName }) => [`FunctionName=${arn}`, functionName] as const),
    ...queues.flatMap(({ arn, url, queueName }) =>
      [arn, url].map((identity) => [`QueueName=${identity}`, queueName] as const),
    ),
    ...topics.map(({ arn, topicName }) => [`TopicName=${arn}`, topicName] as const),
    ...tables.map(({ arn, tableName }) => [`TableName=${arn}`, tableName] as const),
  ]);
}

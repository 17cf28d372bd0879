import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, errors, type MetricOf, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const DISTRIBUTION = 'AWS::CloudFront::Distribution';

export const cloudfrontFunction: ResourceDefinition = {
  types: ['AWS::CloudFront::Function'],
  metricRegion: 'us-east-1',
  noun: 'edge function',
  tier: 'edge',
  leftOut: (fn) =>
    distributionOf(fn) === undefined
      ? 'no distribution here uses it, and its metrics carry the distribution'
      : undefined,
  missing: cannotHave({
    latency: 'published only as compute utilization, a share of the time that a function may take',
  }),
  signals: (fn) => {
    const metric = metricsOf('AWS/CloudFront', {
      DistributionId: distributionOf(fn)?.ref ?? '',
      FunctionName: fn.text('Name') ?? '',
      Region: 'Global',
    });
    return [
      traffic({ title: 'Invocations', unit: 'count', lines: { invocations: metric('FunctionInvocations', 'Sum') } }),
      errors({
        title: 'Errors',
        unit: 'count',
        lines: {
          execution: metric('FunctionExecutionErrors', 'Sum'),
          validation: metric('FunctionValidationErrors', 'Sum'),
        },
        alarms: [
          failing(
            'execution-errors',
            'it fails for some requests, which are answered with an error',
            metric('FunctionExecutionErrors', 'Sum'),
          ),
          failing(
            'validation-errors',
            'it returns something that CloudFront refuses',
            metric('FunctionValidationErrors', 'Sum'),
          ),
        ],
      }),
      saturation({
        title: 'Compute',
        unit: '%',
        lines: { utilization: metric('FunctionComputeUtilization', 'Average') },
        alarms: [failing('throttles', 'it is throttled: it computes too long', metric('FunctionThrottles', 'Sum'))],
      }),
    ];
  },
};

function distributionOf(fn: Resource): Resource | undefined {
  return fn.referrers(DISTRIBUTION)[0];
}

function failing(id: string, symptom: string, query: ReturnType<MetricOf>): AlarmDefault {
  return {
    id,
    severity: Severity.TICKET,
    symptom,
    query,
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(5, 5),
    causes: 'a new version of the function, a request in a shape that it does not expect',
    lookAt: 'the log of the function in us-east-1',
    source: 'AWS recommended alarms: any, 5 of 5 minutes',
  };
}

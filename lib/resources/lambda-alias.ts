import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from '../signals/arn';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';

const PROVISIONED = 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions';

export const lambdaAlias: ResourceDefinition = {
  types: ['AWS::Lambda::Alias'],
  noun: 'alias',
  tier: 'compute',
  leftOut: (alias) =>
    alias.property(PROVISIONED) === undefined
      ? 'without provisioned concurrency its function says the same'
      : undefined,
  missing: [],
  signals: (alias) => {
    const name = functionOf(alias);
    const metric = metricsOf('AWS/Lambda', { FunctionName: name, Resource: `${name}:${alias.text('Name') ?? ''}` });
    const invocations = metric('Invocations', 'Sum');
    // Of less than ten, over 90 % is all of them: no harm as long as nothing spills over.
    const few = alias.number(PROVISIONED, 10) < 10;
    const spillover = metric('ProvisionedConcurrencySpilloverInvocations', 'Sum');
    return [
      // Latency and errors page as those of the function, which counts all of its aliases.
      latency({ title: 'Duration', unit: 'ms', inOverview: false, lines: { p90: metric('Duration', 'p90') } }),
      traffic({
        title: 'Invocations',
        unit: 'count',
        inOverview: false,
        lines: { invocations, provisioned: metric('ProvisionedConcurrencyInvocations', 'Sum') },
      }),
      errors({
        title: 'Errors',
        unit: '%',
        inOverview: false,
        lines: { failed: percentage(metric('Errors', 'Sum'), invocations) },
      }),
      saturation({
        title: 'Provisioned concurrency in use',
        unit: 'ratio',
        lines: { 'in use': metric('ProvisionedConcurrencyUtilization', 'Maximum') },
        alarms: [
          ...(few
            ? []
            : [
                {
                  id: 'provisioned-concurrency',
                  severity: Severity.TICKET,
                  symptom: 'provisioned concurrency is nearly used up',
                  query: metric('ProvisionedConcurrencyUtilization', 'Maximum'),
                  threshold: { above: 0.9, unit: 'ratio' },
                  datapoints: minutes(10, 10),
                  causes: 'growing traffic, slower invocations',
                  lookAt: 'the provisioned concurrency of the alias and its scaling policy',
                  source:
                    'AWS recommended alarms: 10 of 10 minutes; 90 % where the list leaves the value to you (the metric is 0 to 1)',
                } satisfies AlarmDefault,
              ]),
          {
            id: 'spillover',
            severity: Severity.TICKET,
            symptom: 'invocations spill over to cold, unprovisioned concurrency',
            query: { expression: '100 * spillover / invocations', metrics: { spillover, invocations } },
            threshold: { above: 5, unit: '%' },
            datapoints: minutes(5, 5),
            causes: 'too little provisioned concurrency for the traffic',
            lookAt: 'the provisioned concurrency of the alias and its scaling policy',
            source: 'AWS Lambda guide; 5 % of the invocations because bursts spill over for a moment',
          },
        ],
      }),
    ];
  },
};

/** The name: a reference to the function, or a name or an ARN. */
function functionOf(alias: Resource): string {
  const [fn] = alias.references('FunctionName');
  if (fn !== undefined) return fn.ref;
  const text = alias.text('FunctionName') ?? '';
  return text.startsWith('arn:') ? arnPart(text, ':', 6) : text;
}

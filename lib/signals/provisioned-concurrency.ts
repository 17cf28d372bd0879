import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart } from './arn';
import { errors, latency, metricsOf, minutes, percentage, saturation, traffic } from './rows';
import type { AlarmDefault, Signal } from './signal';

const PROVISIONED = 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions';

/** Whether an alias or a version has any. */
export function hasProvisionedConcurrency(resource: Resource): boolean {
  return resource.property(PROVISIONED) !== undefined;
}

/** What an alias or a version with provisioned concurrency shows beside its function, which counts all of them. */
export function provisionedConcurrency(resource: Resource, qualifier: string): Signal[] {
  const name = functionOf(resource);
  const metric = metricsOf('AWS/Lambda', { FunctionName: name, Resource: `${name}:${qualifier}` });
  const invocations = metric('Invocations', 'Sum');
  // Of less than ten, over 90 % is all of them: no harm as long as nothing spills over.
  const few = resource.number(PROVISIONED, 10) < 10;
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
        ...(few ? [] : [nearlyUsedUp(metric('ProvisionedConcurrencyUtilization', 'Maximum'))]),
        {
          id: 'spillover',
          severity: Severity.TICKET,
          symptom: 'invocations spill over to cold, unprovisioned concurrency',
          query: { expression: '100 * spillover / invocations', metrics: { spillover, invocations } },
          threshold: { above: 5, unit: '%' },
          datapoints: minutes(5, 5),
          causes: 'too little provisioned concurrency for the traffic',
          lookAt: 'the provisioned concurrency and its scaling policy',
          source: 'AWS Lambda guide; 5 % of the invocations because bursts spill over for a moment',
        },
      ],
    }),
  ];
}

function nearlyUsedUp(query: AlarmDefault['query']): AlarmDefault {
  return {
    id: 'provisioned-concurrency',
    severity: Severity.TICKET,
    symptom: 'provisioned concurrency is nearly used up',
    query,
    threshold: { above: 0.9, unit: 'ratio' },
    datapoints: minutes(10, 10),
    causes: 'growing traffic, slower invocations',
    lookAt: 'the provisioned concurrency and its scaling policy',
    source:
      'AWS recommended alarms: 10 of 10 minutes; 90 % where the list leaves the value to you (the metric is 0 to 1)',
  };
}

/** The name: a reference to the function, or a name or an ARN. */
function functionOf(resource: Resource): string {
  const [fn] = resource.references('FunctionName');
  if (fn !== undefined) return fn.ref;
  const text = resource.text('FunctionName') ?? '';
  return text.startsWith('arn:') ? arnPart(text, ':', 6) : text;
}

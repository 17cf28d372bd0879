import { type MetricName, parseSeries } from '../notation/series-selector';
import type { Field } from './field';
import type { StackLookup } from './stack-lookup';

/** `'Namespace Metric{dimension=value}'`, or the same as `{ namespace, metric, dimensions }`; `${LogicalId}` resolved. */
export function readSeries(field: Field | undefined, stack: StackLookup): MetricName | undefined {
  if (field === undefined) return undefined;
  const metric = field.isMap() ? longForm(field) : field.parsed(parseSeries);
  if (metric === undefined) return undefined;
  const dimensions = Object.entries(metric.dimensions).map(
    ([name, value]) => [name, stack.resolved(value, field)] as const,
  );
  return { ...metric, dimensions: Object.fromEntries(dimensions) };
}

function longForm(field: Field): MetricName | undefined {
  const map = field.map(['namespace', 'metric', 'dimensions']);
  const namespace = map?.need('namespace', 'namespace: Shop/Checkout')?.text();
  const metricName = map?.need('metric', 'metric: Errors')?.text();
  const dimensions =
    map
      ?.get('dimensions')
      ?.entries()
      .map(([name, value]) => [name, value.text()] as const) ?? [];
  if (namespace === undefined || metricName === undefined) return undefined;
  const given = dimensions.filter((dimension): dimension is [string, string] => dimension[1] !== undefined);
  return { namespace, metricName, dimensions: Object.fromEntries(given) };
}

/**
 * A strict reading of the embedded metric format (CloudWatch user guide, "Specification") and of the limits of
 * `MetricDatum` and `Dimension` in the CloudWatch API. Independent of the emitter: it imports nothing.
 */

const UNITS = new Set(
  ['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'].concat(
    ['Bytes', 'Bits'].flatMap((unit) => {
      const scaled = [unit, ...['Kilo', 'Mega', 'Giga', 'Tera'].map((prefix) => prefix + unit.toLowerCase())];
      return [...scaled, ...scaled.map((each) => `${each}/Second`)];
    }),
  ),
);
const MAX_LINE_BYTES = 65_536;
const MAX_MAGNITUDE = 2 ** 360;
const PRINTABLE = /^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/;

type Json = Readonly<Record<string, unknown>>;

/** Everything that is wrong with one line of output; empty for a valid document. */
export function emfProblems(line: string): string[] {
  if (!line.endsWith('\n') || line.slice(0, -1).includes('\n')) return ['not exactly one line'];
  const problems: string[] = [];
  if (Buffer.byteLength(line) >= MAX_LINE_BYTES) problems.push(`${Buffer.byteLength(line)} bytes`);
  if (/[\ud800-\udfff]/u.test(line)) problems.push('a lone surrogate');
  const root: unknown = JSON.parse(line);
  if (!isObject(root) || !isObject(root._aws)) return [...problems, 'no _aws object at the root'];
  const { Timestamp, CloudWatchMetrics } = root._aws;
  if (!Number.isInteger(Timestamp) || (Timestamp as number) < 0) problems.push(`Timestamp ${String(Timestamp)}`);
  if (!Array.isArray(CloudWatchMetrics) || CloudWatchMetrics.length === 0) return [...problems, 'no directives'];
  return [...problems, ...CloudWatchMetrics.flatMap((directive) => directiveProblems(root, directive as Json))];
}

function directiveProblems(root: Json, { Namespace, Dimensions, Metrics }: Json): string[] {
  const problems: string[] = [];
  if (typeof Namespace !== 'string' || !/^[^:][A-Za-z0-9 ._#:/-]{0,254}$/.test(Namespace)) problems.push('Namespace');
  if (!Array.isArray(Dimensions) || Dimensions.length === 0) problems.push('Dimensions is empty');
  else problems.push(...Dimensions.flatMap((names: string[]) => dimensionSetProblems(root, names)));
  if (!Array.isArray(Metrics) || Metrics.length < 1 || Metrics.length > 100) problems.push('not 1 to 100 metrics');
  else problems.push(...metricsProblems(root, Metrics as Json[]));
  return problems;
}

function dimensionSetProblems(root: Json, names: readonly string[]): string[] {
  const problems: string[] = [];
  if (names.length > 30) problems.push(`${names.length} dimensions`);
  if (new Set(names).size !== names.length) problems.push('a dimension twice');
  for (const name of names) {
    const value = Object.hasOwn(root, name) ? root[name] : undefined;
    if (name.length > 250 || !PRINTABLE.test(name) || name.startsWith(':')) problems.push(`dimension name ${name}`);
    if (typeof value !== 'string' || value.length > 1024 || !PRINTABLE.test(value)) {
      problems.push(`value of dimension ${name}: ${JSON.stringify(value)}`);
    }
  }
  return problems;
}

function metricsProblems(root: Json, metrics: readonly Json[]): string[] {
  const problems: string[] = [];
  const names = metrics.map(({ Name }) => Name as string);
  if (new Set(names).size !== names.length) problems.push('a metric twice');
  for (const { Name: name, Unit: unit = 'None', StorageResolution: resolution = 60 } of metrics) {
    if (typeof name !== 'string' || name.length > 255 || !PRINTABLE.test(name) || name === '_aws') {
      problems.push(`metric name ${String(name)}`);
      continue;
    }
    if (!UNITS.has(unit as string)) problems.push(`unit ${String(unit)}`);
    if (resolution !== 1 && resolution !== 60) problems.push(`StorageResolution ${String(resolution)}`);
    const target = Object.hasOwn(root, name) ? root[name] : undefined;
    const values = Array.isArray(target) ? (target as unknown[]) : [target];
    if (values.length < 1 || values.length > 100) problems.push(`${values.length} values of ${name}`);
    if (!values.every((value) => typeof value === 'number' && Math.abs(value) <= MAX_MAGNITUDE)) {
      problems.push(`value of ${name}`);
    }
  }
  return problems;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

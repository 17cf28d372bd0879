import type { Sample } from '../../metrics/sample';

/** A rule of the EMF specification that a document breaks. The message quotes names, never values. */
export class EmfError extends Error {}

/** Limits of the specification and of the metrics that come out of it. */
export const LIMITS = {
  lineBytes: 1_048_576,
  metricsPerDirective: 100,
  valuesPerMetric: 100,
  dimensionsPerSet: 30,
  dimensionValueLength: 1024,
  nameLength: 255,
  dimensionNameLength: 250,
  largestValue: 2 ** 360,
  pastMs: 14 * 86_400_000,
  futureMs: 2 * 3_600_000,
} as const;

/** The member that makes a document EMF. */
export const METADATA = '_aws';

const PRINTABLE = /^[\x20-\x7e]*$/;

const UNITS = new Set(
  [
    'Seconds Microseconds Milliseconds',
    'Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits Terabits Percent Count',
    'Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second',
    'Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second None',
  ].flatMap((units) => units.split(' ')),
);

export function checkNamespace(namespace: unknown): string {
  const name = checkName(namespace, 'Namespace');
  if (!/^[A-Za-z0-9 ._#:/-]+$/.test(name))
    throw new EmfError(`namespace ${quote(name)} has characters that are not allowed`);
  if (name.startsWith('AWS/')) throw new EmfError(`namespace ${quote(name)} is reserved for AWS`);
  return name;
}

/** The dimensions that a set of names gives in a document. */
export function checkDimensionSet(set: unknown, document: Readonly<Record<string, unknown>>): Record<string, string> {
  if (!Array.isArray(set)) throw new EmfError('a dimension set is not an array');
  if (set.length > LIMITS.dimensionsPerSet) {
    throw new EmfError(`a dimension set has ${set.length} names, ${LIMITS.dimensionsPerSet} are allowed`);
  }
  const dimensions: Record<string, string> = {};
  for (const entry of set as unknown[]) {
    const name = checkPrintable(checkName(entry, 'a dimension name', LIMITS.dimensionNameLength), 'a dimension name');
    if (name.startsWith(':')) throw new EmfError(`dimension name ${quote(name)} starts with a colon`);
    const value = Object.hasOwn(document, name) ? document[name] : undefined;
    if (typeof value !== 'string') throw new EmfError(`dimension ${quote(name)} is ${kindOf(value)}, not a string`);
    if (value.trim() === '') throw new EmfError(`dimension ${quote(name)} is blank`);
    if (!PRINTABLE.test(value))
      throw new EmfError(`dimension ${quote(name)} has other characters than printable ASCII`);
    if (value.length > LIMITS.dimensionValueLength) {
      throw new EmfError(`dimension ${quote(name)} is longer than ${LIMITS.dimensionValueLength} characters`);
    }
    dimensions[name] = value;
  }
  return dimensions;
}

/** What a metric definition and its target say. */
export function checkMetric(
  definition: Readonly<Record<string, unknown>>,
  document: Readonly<Record<string, unknown>>,
): Pick<Sample, 'metricName' | 'unit' | 'storageResolution' | 'values'> {
  const metricName = checkPrintable(checkName(definition.Name, 'a metric name'), 'a metric name');
  if (metricName === METADATA) throw new EmfError(`a metric has the name ${METADATA}, which is the metadata's own`);
  const unit = definition.Unit ?? 'None';
  const storageResolution = definition.StorageResolution ?? 60;
  if (typeof unit !== 'string' || !UNITS.has(unit))
    throw new EmfError(`metric ${quote(metricName)} has an unknown unit`);
  if (storageResolution !== 1 && storageResolution !== 60) {
    throw new EmfError(`metric ${quote(metricName)} has a storage resolution other than 1 and 60`);
  }
  const target = Object.hasOwn(document, metricName) ? document[metricName] : undefined;
  const values: unknown[] = Array.isArray(target) ? target : [target];
  if (values.length > LIMITS.valuesPerMetric) {
    throw new EmfError(
      `metric ${quote(metricName)} has ${values.length} values, ${LIMITS.valuesPerMetric} are allowed`,
    );
  }
  return { metricName, unit, storageResolution, values: values.map((value) => checkValue(value, metricName)) };
}

function checkValue(value: unknown, metricName: string): number {
  if (typeof value !== 'number') throw new EmfError(`metric ${quote(metricName)} is ${kindOf(value)}, not a number`);
  if (!(Math.abs(value) <= LIMITS.largestValue)) throw new EmfError(`metric ${quote(metricName)} is too large`);
  return value;
}

function checkName(name: unknown, what: string, longest: number = LIMITS.nameLength): string {
  if (typeof name !== 'string' || name === '') throw new EmfError(`${what} is missing or not a string`);
  if (name.trim() === '') throw new EmfError(`${what} is blank`);
  if (name.length > longest) throw new EmfError(`${what} is longer than ${longest} characters`);
  return name;
}

function checkPrintable(name: string, what: string): string {
  if (!PRINTABLE.test(name)) throw new EmfError(`${what}, ${quote(name)}, has other characters than printable ASCII`);
  return name;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

import { defineMetrics, type MetricUnit } from '../../../lambda/runtime';
import { captureMetrics } from '../../../lambda/runtime/testing';
import cases from './fixtures/emf-cases.json';

/** One step of a case, its values still tagged. */
export interface Op {
  readonly op: string;
  readonly name?: unknown;
  readonly key?: unknown;
  readonly value?: unknown;
  readonly unit?: string;
  readonly n?: number;
  readonly do?: readonly Op[];
}

/** One edge input, and what must hold of the documents that come of it. */
export interface EmfCase {
  readonly id: string;
  readonly title: string;
  readonly input: readonly Op[];
  readonly expect: {
    readonly docs?: number;
    readonly mustContainMetrics?: readonly string[];
    readonly mustNotContainMetrics?: readonly string[];
    readonly everyDocHasDimension?: string;
    readonly totalMetrics?: number;
    readonly totalValues?: Readonly<Record<string, number>>;
    readonly values?: Readonly<Record<string, readonly number[]>>;
    readonly memberEquals?: Readonly<Record<string, string>>;
    readonly memberEqualsOrThrow?: Readonly<Record<string, string>>;
  };
}

export const EMF_CASES = cases as readonly EmfCase[];

/** Defines what the case names, plays its steps through a recorder, and returns what was written. */
export function play(input: readonly Op[]) {
  const ops = opsOf(input);
  const metricOps = ops.filter(({ op }) => op === 'metric');
  const dimensions = Object.fromEntries(
    [['service', 'svc']].concat(
      ops.filter(({ op }) => op === 'dimension').map(({ name, value }) => [name as string, value as string]),
    ),
  );
  const properties = Object.fromEntries(
    ops.filter(({ op }) => op === 'metadata').map(({ key, value }) => [key as string, value]),
  );
  const metrics = defineMetrics({
    namespace: 'ns',
    dimensions: Object.keys(dimensions),
    metrics: Object.fromEntries([
      ['NotInAnyCase', { unit: 'None' as const }],
      ...metricOps.map(({ name, unit }) => [name as string, { unit: unit as MetricUnit }] as const),
    ]),
  });
  const capture = captureMetrics();
  try {
    const recorder = metrics.record(dimensions, properties);
    for (const { op, name, value } of ops) {
      if (op === 'metric') recorder.add(name as string, value as number);
      if (op === 'flush') recorder.flush();
    }
  } finally {
    capture.restore();
  }
  return capture;
}

/** The steps of a case, written out and untagged. */
export const opsOf = (input: readonly Op[]): Op[] => expanded(input, 0);

function expanded(ops: readonly Op[], index: number): Op[] {
  return ops.flatMap((op) => {
    if (op.op === 'times') return Array.from({ length: op.n! }, (_, i) => expanded(op.do!, i)).flat();
    return Object.fromEntries(Object.entries(op).map(([key, value]) => [key, untagged(value, index)])) as unknown as Op;
  });
}

function untagged(value: unknown, index: number): unknown {
  if (typeof value === 'string') return value.replace('#', String(index));
  if (typeof value !== 'object' || value === null || !('$' in value)) return value;
  const tag = value as { readonly $: string; readonly text?: string; readonly times?: number; readonly value?: string };
  switch (tag.$) {
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
      return Number(tag.$);
    case 'max':
      return Number.MAX_VALUE;
    case 'undefined':
      return undefined;
    case 'bigint':
      return BigInt(tag.value!);
    case 'repeat':
      return tag.text!.repeat(tag.times!);
    case 'index':
      return index;
    default:
      throw new Error(`unknown tag ${tag.$} in fixtures/emf-cases.json`);
  }
}

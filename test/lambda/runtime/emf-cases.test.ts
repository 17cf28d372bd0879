import { EMF_CASES, play } from './emf-case';
import { emfProblems } from './emf-validator';

/** What our API cannot even express. */
const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  'dim-sets-conflict': 'a definition has one dimension set',
  'unit-mismatch': 'a metric name has one definition, hence one unit',
  'resolution-mismatch': 'a metric name has one definition, hence one resolution',
  'ts-float': 'the time of a document is the time of its writing',
};

/** What is refused when the module loads, before there is a sample that could be lost. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  'dims-31': /31 dimensions; CloudWatch takes at most 30/,
  'dim-colon': /":op" starts with a colon/,
  'dim-name-251': /dimension name "d+… is not 1 to 250 printable ASCII/,
  'name-metric-dimension': /"op" is both a metric and a dimension/,
  'name-dimension-_aws': /dimension name "_aws" is reserved/,
  'name-blank': /metric name " {2}" is not 1 to 255 printable ASCII/,
  'name-256': /metric name "m+… is not 1 to 255 printable ASCII/,
  'name-non-ascii': /metric name "größe" is not 1 to 255 printable ASCII/,
  'unit-unknown': /unit "Parsecs", which CloudWatch does not know/,
};

const ids = EMF_CASES.map(({ id }) => id);
const emitted = EMF_CASES.filter(({ id }) => !(id in NOT_APPLICABLE) && !(id in REFUSED));

test('every case is emitted, refused or said not to apply', () => {
  expect(ids).toEqual(expect.arrayContaining([...Object.keys(NOT_APPLICABLE), ...Object.keys(REFUSED)]));
  expect(emitted.length + Object.keys(REFUSED).length + Object.keys(NOT_APPLICABLE).length).toBe(ids.length);
});

test.each(EMF_CASES.filter(({ id }) => id in REFUSED))(
  '$title is refused at definition time, in words ($id)',
  (edge) => {
    expect(() => play(edge.input)).toThrow(REFUSED[edge.id]);
  },
);

test.each(emitted)('$title gives valid documents and loses nothing valid ($id)', ({ input, expect: expected }) => {
  const capture = play(input);
  const names = capture.metrics().map(({ metricName }) => metricName);
  expect(capture.lines.flatMap(emfProblems)).toEqual([]);
  expect(names).toEqual(expect.arrayContaining([...(expected.mustContainMetrics ?? [])]));
  for (const name of expected.mustNotContainMetrics ?? []) expect(names).not.toContain(name);
  if (expected.docs !== undefined) expect(capture.lines).toHaveLength(expected.docs);
  if (expected.totalMetrics !== undefined) expect(new Set(names).size).toBe(expected.totalMetrics);
  for (const [name, values] of Object.entries(expected.values ?? {})) expect(capture.values(name)).toEqual(values);
  for (const [name, count] of Object.entries(expected.totalValues ?? {})) {
    expect(capture.values(name)).toHaveLength(count);
  }
  for (const document of capture.documents()) {
    expect(document).toMatchObject({ ...expected.memberEquals, ...expected.memberEqualsOrThrow });
    if (expected.everyDocHasDimension !== undefined) {
      expect(document).toHaveProperty(expected.everyDocHasDimension, 'a');
    }
  }
});

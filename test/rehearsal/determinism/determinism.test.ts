import fc from 'fast-check';
import { rehearse, type Scenario } from '../../../rehearsal';
import { RESOURCES, SCENARIO } from './watched-shop';

/** The trace of a rehearsal, byte for byte. */
async function traceOf(scenario: Scenario = SCENARIO, resources: object = RESOURCES): Promise<string> {
  const { trace } = await rehearse({ template: { template: { Resources: resources }, stackName: 'Shop' }, scenario });
  return trace.toJsonl();
}

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe('the same rehearsal gives the same trace, byte for byte', () => {
  let expected: string;
  beforeAll(async () => {
    expected = await traceOf();
  });

  test('in which alarms, composites, queues and e-mails take part', () => {
    const kinds = expected
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; name?: string });
    expect(new Set(kinds.map(({ kind }) => kind))).toEqual(
      new Set(['alarm', 'alarmAction', 'actionsSuppressed', 'actionsMuted', 'notification', 'email', 'message']),
    );
    const changed = new Set(kinds.map(({ name }) => name));
    for (const name of ['errors-high', 'latency-high', 'lines-high', 'error-rate', 'queue-deep', 'very-bad']) {
      expect(changed).toContain(name);
    }
  });

  test('20 times', async () => {
    for (let run = 0; run < 20; run++) expect(await traceOf()).toBe(expected);
  });

  test('in whatever order the scenario lists what happens', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled(SCENARIO.metrics ?? []), shuffled(SCENARIO.logs ?? []), async (metrics, logs) => {
        expect(await traceOf({ ...SCENARIO, metrics, logs })).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('in whatever order the samples of an interval are listed', async () => {
    const reversed = SCENARIO.metrics!.map(({ values, ...metric }) => ({
      ...metric,
      values: values.map((value) => (Array.isArray(value) ? [...value].reverse() : value)),
    }));
    expect(await traceOf({ ...SCENARIO, metrics: reversed })).toBe(expected);
  });

  test('in whatever order the template lists its resources', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled(Object.entries(RESOURCES)), async (resources) => {
        expect(await traceOf(SCENARIO, Object.fromEntries(resources))).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});

import { incident } from '../../bin/example/incident';
import { rehearse, type Scenario } from '../../rehearsal';
import { exampleTemplate } from './example';

jest.setTimeout(120_000);

async function traceOf(scenario: Scenario): Promise<string> {
  const { trace } = await rehearse({ template: { templateFile: exampleTemplate() }, scenario });
  return trace.toJsonl();
}

function invocationsIn(trace: string): number {
  return trace.split('\n').filter((line) => line.includes('"kind":"invocation"')).length;
}

describe('with the real handlers', () => {
  test('three runs of the first five minutes of the example give the same trace, byte for byte', async () => {
    const first = await traceOf({ ...incident, minutes: 5 });
    expect(invocationsIn(first)).toBeGreaterThan(10);
    for (let run = 0; run < 2; run++) expect(await traceOf({ ...incident, minutes: 5 })).toBe(first);
  });

  test('invocations of one instant may be listed in any order', async () => {
    const invocations = ['a', 'b', 'c', 'd'].map((path) => ({
      function: 'OrdersFunction',
      atMinute: 1,
      event: { version: '2.0', rawPath: `/${path}`, requestContext: { http: { method: 'GET', path: `/${path}` } } },
      times: 2,
    }));
    const scenario = { title: 'at one instant', minutes: 3 };
    const listed = await traceOf({ ...scenario, invocations });
    expect(invocationsIn(listed)).toBeGreaterThanOrEqual(8);
    expect(await traceOf({ ...scenario, invocations: [...invocations].reverse() })).toBe(listed);
  });
});

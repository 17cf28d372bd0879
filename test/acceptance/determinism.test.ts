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

/** The first line in which two traces differ; the whole of them would be unreadable. */
function differenceOf(trace: string, first: string): object | undefined {
  if (trace === first) return undefined;
  const [lines, expected] = [trace, first].map((text) => text.split('\n')) as [string[], string[]];
  const line = lines.findIndex((text, index) => text !== expected[index]);
  return { line, text: lines[line], expected: expected[line] };
}

describe('with the real handlers', () => {
  test('three runs of the first five minutes of the example give the same trace, byte for byte', async () => {
    const first = await traceOf({ ...incident, minutes: 5 });
    expect(invocationsIn(first)).toBeGreaterThan(10);
    for (let run = 0; run < 2; run++) {
      expect(differenceOf(await traceOf({ ...incident, minutes: 5 }), first)).toBeUndefined();
    }
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

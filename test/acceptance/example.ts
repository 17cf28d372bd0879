import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from '../../bin/example/orders-stack';
import { type Rehearsal, rehearse, type Scenario } from '../../rehearsal';

let synthesized: string | undefined;

/** The template file of the example, synthesized once for each test file. */
export function exampleTemplate(): string {
  if (synthesized === undefined) {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'golden-signals-')) });
    new OrdersStack(app, 'Orders', { email: 'oncall@example.com' });
    synthesized = join(app.synth().directory, 'Orders.template.json');
  }
  return synthesized;
}

const ORDERS = { method: 'POST', path: '/orders', perMinute: 6, bodies: [{ sku: 'sku-1', quantity: 1 }] };

/** Rehearses the example with a few orders a minute and whatever else the scenario says. */
export function rehearseExample(scenario: Partial<Scenario>): Promise<Rehearsal> {
  return rehearse({
    template: { templateFile: exampleTemplate() },
    scenario: { title: 'test', minutes: 10, traffic: [ORDERS], steps: [], ...scenario },
  });
}

/** When an alarm was in ALARM, as `09:14–09:20`; `open` for one that still is. */
export function firedSpans({ record }: Rehearsal): Record<string, string[]> {
  const time = (atMs: number) => new Date(atMs).toISOString().slice(11, 16);
  const fired = record.alarms.map(({ name, transitions }) => {
    const spans = transitions.flatMap(({ atMs, state }, index) => {
      const next = transitions[index + 1];
      return state === 'ALARM' ? [`${time(atMs)}–${next === undefined ? 'open' : time(next.atMs)}`] : [];
    });
    return [name.replace(/^Orders\//, ''), spans] as const;
  });
  return Object.fromEntries(fired.filter(([, spans]) => spans.length > 0));
}

import type { Delivery } from './delivery/delivery';
import type { Finding } from './findings/finding';
import { staticFindings } from './findings/static-findings';
import type { MetricReader } from './metrics/metric-reader';
import { dashboardRecord } from './page/dashboard-record';
import type { AlarmRecord, AlarmState, RunRecord } from './run-record';
import type { Scenario } from './scenario/scenario';
import type { AlarmModel, CompositeAlarmModel, Model, NotRehearsed } from './template/model';
import type { Trace } from './trace';

export interface FinishedRun {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly trace: Trace;
  readonly delivery: Delivery;
  readonly reader: MetricReader;
  readonly startMs: number;
  readonly endMs: number;
  readonly findings: readonly NotRehearsed[];
  readonly inferredRules: readonly string[];
}

/** What the page and the terminal show of a finished run. */
export function recordOf(run: FinishedRun): RunRecord {
  const { scenario, model, trace, delivery, reader, startMs, endMs, findings, inferredRules } = run;
  const transitions = transitionsByAlarm(trace);
  // A test looks at neither: they are made when somebody does.
  const dashboards = once(() =>
    model.dashboards.map((dashboard) => dashboardRecord(dashboard, reader, startMs, endMs, model.alarms)),
  );
  return {
    title: scenario.title,
    stackName: model.stackName,
    startMs,
    endMs,
    steps: trace.events.filter(({ kind }) => kind === 'step').map(({ atMs, text }) => ({ atMs, text: String(text) })),
    alarms: [
      ...model.alarms.map((alarm) => alarmRecord(alarm, 'metric', transitions)),
      ...model.compositeAlarms.map((alarm) => alarmRecord(alarm, 'composite', transitions)),
    ],
    get dashboards() {
      return dashboards();
    },
    posts: delivery.chat.posts,
    emails: delivery.topics.emails,
    // What the template says of an alarm, its evaluation says again.
    notRehearsed: [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()],
    get findings() {
      return findingsOf(model);
    },
    inferredRules,
  };
}

type Transitions = AlarmRecord['transitions'];

/** By model: many tests run on one template. */
const knownFindings = new WeakMap<Model, Finding[]>();

function findingsOf(model: Model): Finding[] {
  const findings = knownFindings.get(model) ?? staticFindings(model);
  knownFindings.set(model, findings);
  return findings;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function transitionsByAlarm({ events }: Trace): ReadonlyMap<string, Transitions> {
  const found = new Map<string, Transitions[number][]>();
  for (const { kind, name, atMs, to, reason } of events) {
    if (kind !== 'alarm') continue;
    const transition = { atMs, state: to as AlarmState, reason: String(reason) };
    const earlier = found.get(String(name));
    if (earlier === undefined) found.set(String(name), [transition]);
    else earlier.push(transition);
  }
  return found;
}

function alarmRecord(
  alarm: AlarmModel | CompositeAlarmModel,
  kind: AlarmRecord['kind'],
  transitions: ReadonlyMap<string, Transitions>,
): AlarmRecord {
  const { name, arn, description, severity } = alarm;
  return {
    name,
    arn,
    kind,
    ...(severity === undefined ? {} : { severity }),
    ...(description === undefined ? {} : { description }),
    transitions: transitions.get(name) ?? [],
  };
}

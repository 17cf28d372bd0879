import { widgetMetrics } from '../../page/widget-metrics';
import type { DashboardModel, Model } from '../../template/model';
import { widgetsOf } from '../metrics-in-use';
import { alarmNames, unknownAlarm } from '../references';
import { type Found, rule } from '../rule';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MOST_WIDGETS = 500;
const MOST_METRICS = 2500;
const MOST_METRICS_OF_A_WIDGET = 500;

type Id = 'widget-unknown-alarm' | 'dashboard-limits';

/** Dashboards that CloudWatch refuses, and widgets with nothing to show. */
export const dashboards = rule<Id>({
  finds: {
    'widget-unknown-alarm': { level: 'warning', means: 'a widget shows an alarm that the template lacks' },
    'dashboard-limits': {
      level: 'error',
      means: 'a dashboard has more than 500 widgets or 2,500 metrics, or a widget more than 500 metrics',
    },
  },
  find: (model) => model.dashboards.flatMap((each) => [...limits(each), ...unknownAlarms(each, model)]),
});

function limits(dashboard: DashboardModel): Found<Id>[] {
  const counts = widgetsOf(dashboard).map(({ where, properties }) => ({
    where,
    metrics: widgetMetrics(properties).length,
  }));
  const total = counts.reduce((sum, { metrics }) => sum + metrics, 0);
  const over = (where: string, count: number, most: number, noun: string): Found<Id>[] => {
    if (count <= most) return [];
    const what = `${count} ${noun}, at most ${most} are allowed`;
    return [{ id: 'dashboard-limits', where, what, advice: 'Make several of it.' }];
  };
  return [
    ...over(dashboard.logicalId, counts.length, MOST_WIDGETS, 'widgets'),
    ...over(dashboard.logicalId, total, MOST_METRICS, 'metrics'),
    ...counts.flatMap(({ where, metrics }) => over(where, metrics, MOST_METRICS_OF_A_WIDGET, 'metrics')),
  ];
}

function unknownAlarms(dashboard: DashboardModel, model: Model): Found<Id>[] {
  const known = alarmNames(model);
  return widgetsOf(dashboard).flatMap(({ where, properties }) =>
    alarmsShown(properties).flatMap((alarm): Found<Id>[] => {
      const isName = known.has(alarm) && !alarm.startsWith('arn:');
      const what = isName ? `"${alarm}" is the name of an alarm, a widget takes its ARN` : unknownAlarm(alarm, model);
      if (what === undefined) return [];
      const advice = 'Give the ARN of an alarm, best by reference: { Fn::GetAtt: [alarm, Arn] }.';
      return [{ id: 'widget-unknown-alarm', where, what, advice }];
    }),
  );
}

/** The alarms of an alarm widget, and those in the annotations of a graph. */
function alarmsShown(properties: Readonly<Record<string, unknown>>): string[] {
  const annotations = properties.annotations as { readonly alarms?: unknown } | undefined;
  return [properties.alarms, annotations?.alarms].flat().filter((each): each is string => typeof each === 'string');
}

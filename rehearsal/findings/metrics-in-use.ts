import { widgetMetrics } from '../page/widget-metrics';
import type { DashboardModel, MetricStatModel, Model } from '../template/model';
import { metricAlarms, whereOf } from './metric-alarms';

/** A metric that an alarm watches or a widget draws, and where that stands. */
export interface MetricInUse {
  readonly where: string;
  readonly metric: MetricStatModel;
  readonly usedBy: 'alarm' | 'widget';
}

const known = new WeakMap<Model, readonly MetricInUse[]>();

/** Every metric of alarms and metric widgets; not those of other regions. Several rules ask for them. */
export function metricsInUse(model: Model): readonly MetricInUse[] {
  const metrics = known.get(model) ?? read(model);
  known.set(model, metrics);
  return metrics;
}

function read(model: Model): MetricInUse[] {
  return [
    ...metricAlarms(model).flatMap((alarm) =>
      alarm.metrics.flatMap((query) =>
        query.metric === undefined
          ? []
          : [{ where: whereOf(alarm, query), metric: query.metric, usedBy: 'alarm' as const }],
      ),
    ),
    ...model.dashboards.flatMap((dashboard) => metricsDrawn(dashboard, model.region)),
  ];
}

/** The properties of a dashboard's widgets, with where they stand: `Dashboard.widgets[3]`. */
export function widgetsOf({ logicalId, body }: DashboardModel): {
  readonly where: string;
  readonly type: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}[] {
  return body.widgets.map(({ type, properties }, index) => ({
    where: `${logicalId}.widgets[${index}]`,
    type,
    properties: (typeof properties === 'object' && properties !== null ? properties : {}) as Record<string, unknown>,
  }));
}

function metricsDrawn(dashboard: DashboardModel, region: string): MetricInUse[] {
  return widgetsOf(dashboard)
    .filter(({ type, properties }) => type === 'metric' && (properties.region ?? region) === region)
    .flatMap(({ where, properties }) =>
      widgetMetrics(properties).flatMap((row, index) =>
        'unreadable' in row || row.query.metric === undefined || (row.region ?? region) !== region
          ? []
          : [{ where: `${where}.metrics[${index}]`, metric: row.query.metric, usedBy: 'widget' as const }],
      ),
    );
}

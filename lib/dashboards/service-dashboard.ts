import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, type IWidget, PeriodOverride, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Severity } from '../alarms/severity';
import type { Plan } from '../plan/plan';
import { metricsIn } from '../signals/signal';
import type { Axis, Panel, Section } from './panel';
import { overviewPanels, resourceSections } from './panels';
import { alarmStates, GRID_WIDTH, graphRow, heading } from './widgets';

/** CloudWatch's limits for one dashboard. */
const MAX_WIDGETS = 500;
const MAX_METRICS = 2500;

/** The heading, the states of the alarms of three severities, the four signals. */
const OVERVIEW_WIDGETS = 8;

export interface ServiceDashboardProps {
  readonly dashboardName: string;
  readonly plan: Plan;
  readonly alarms: readonly { readonly severity: Severity; readonly arn: string }[];

  /** Names of the dashboards of other stacks, to link to. @default - none */
  readonly others?: readonly string[];

  /** Where the dashboard with a number stands. @default - all below this construct */
  readonly scopeOf?: (page: number) => Construct;

  /** At most so many sections in a dashboard. @default - as many as CloudWatch allows */
  readonly maxSections?: number;
}

/** The dashboard of a service: alarm states first, then its four signals, then a section for each resource. */
export class ServiceDashboard extends Construct {
  public readonly dashboards: readonly Dashboard[];

  public constructor(scope: Construct, id: string, props: ServiceDashboardProps) {
    super(scope, id);
    const overview = overviewPanels(props.plan);
    const { region } = Stack.of(this);
    const pages = split(resourceSections(props.plan), overview, props.maxSections ?? MAX_WIDGETS);
    this.dashboards = pages.map((sections, index) => {
      const dashboard = new Dashboard(
        props.scopeOf?.(index) ?? this,
        index === 0 ? 'Dashboard' : `Dashboard${index + 1}`,
        {
          dashboardName: index === 0 ? props.dashboardName : `${props.dashboardName}-${index + 1}`,
          defaultInterval: Duration.hours(3),
          periodOverride: PeriodOverride.INHERIT,
        },
      );
      if (index === 0)
        for (const row of overviewRows(props, graphRow(overview, region), pages.length)) dashboard.addWidgets(...row);
      for (const section of sections) {
        dashboard.addWidgets(heading(section));
        dashboard.addWidgets(...graphRow(section.panels, region));
      }
      return dashboard;
    });
  }
}

function overviewRows(
  { plan, alarms, dashboardName, others = [] }: ServiceDashboardProps,
  overview: readonly IWidget[],
  pages: number,
): IWidget[][] {
  const further = Array.from(
    { length: pages - 1 },
    (_, index) => `[${index + 2}](#dashboards:name=${dashboardName}-${index + 2})`,
  );
  const markdown = [
    `# ${plan.serviceName}`,
    'Is it slow, how much is asked of it, does it fail, is it full? Red lines page, orange lines open a ticket.',
    ...(others.length === 0
      ? []
      : [`Stacks: ${others.map((name) => `[${name}](#dashboards:name=${name})`).join(', ')}`]),
    ...(further.length === 0 ? [] : [`More resources: ${further.join(', ')}`]),
  ].join('\n\n');
  const withSeverity = (wanted: Severity) => alarms.filter(({ severity }) => severity === wanted).map(({ arn }) => arn);
  return [
    [new TextWidget({ markdown, width: GRID_WIDTH, height: 2 + further.length + Math.min(1, others.length) })],
    ...alarmStates('Pages', withSeverity(Severity.PAGE)).map((widget) => [widget]),
    ...alarmStates('Tickets', withSeverity(Severity.TICKET)).map((widget) => [widget]),
    ...alarmStates('For information', withSeverity(Severity.INFO)).map((widget) => [widget]),
    [...overview],
  ];
}

/** Sections into dashboards, none over CloudWatch's limits; the first also holds the overview. */
function split(sections: readonly Section[], overview: readonly Panel[], maxSections: number): Section[][] {
  const pages: Section[][] = [[]];
  let widgets = OVERVIEW_WIDGETS;
  let metrics = sumOf(overview);
  for (const section of sections) {
    const own = sumOf(section.panels);
    if (
      pages.at(-1)!.length >= maxSections ||
      widgets + section.panels.length + 1 > MAX_WIDGETS ||
      metrics + own > MAX_METRICS
    ) {
      pages.push([]);
      widgets = 0;
      metrics = 0;
    }
    pages.at(-1)!.push(section);
    widgets += section.panels.length + 1;
    metrics += own;
  }
  return pages;
}

function sumOf(panels: readonly Panel[]): number {
  return panels.reduce((sum, panel) => sum + metricCount(panel), 0);
}

function metricCount({ left, right }: Panel): number {
  const count = (axis: Axis | undefined) =>
    (axis?.lines ?? []).reduce((sum, { query }) => sum + metricsIn(query).length, 0);
  return count(left) + count(right);
}

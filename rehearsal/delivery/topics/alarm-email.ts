import { isRecord } from '../../../template/template-file';

type Message = Readonly<Record<string, unknown>>;

/**
 * The text that an e-mail subscription gets. CloudWatch writes alarms as prose with sections, in this order; any
 * other message is sent as it is.
 */
export function emailTextOf(message: string): string {
  const alarm = parse(message);
  if (alarm === undefined) return message;
  const region = String(alarm.AlarmArn ?? '').split(':')[3] || 'us-east-1';
  const link = `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${encodeURIComponent(String(alarm.AlarmName))}`;
  const sections = [
    `CloudWatch alarm "${alarm.AlarmName}" in ${alarm.Region ?? region} went to ${alarm.NewStateValue} at ${alarm.StateChangeTime}: ${alarm.NewStateReason}`,
    `See it in the console:\n${link}`,
    section('Alarm Details', [
      ['Name', alarm.AlarmName],
      ['Description', alarm.AlarmDescription],
      ['State Change', `${alarm.OldStateValue} -> ${alarm.NewStateValue}`],
      ['Reason for State Change', alarm.NewStateReason],
      ['Timestamp', alarm.StateChangeTime],
      ['AWS Account', alarm.AWSAccountId],
      ['Alarm Arn', alarm.AlarmArn],
    ]),
    ...triggerSections(alarm),
    section('State Change Actions', [
      ['OK', list(alarm.OKActions)],
      ['ALARM', list(alarm.AlarmActions)],
      ['INSUFFICIENT_DATA', list(alarm.InsufficientDataActions)],
    ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function triggerSections(alarm: Message): string[] {
  if (alarm.AlarmRule !== undefined) return [section('Alarm Rule', [['Rule', alarm.AlarmRule]])];
  const trigger = alarm.Trigger;
  if (!isRecord(trigger)) return [];
  const threshold = section('Threshold', [
    ['Comparison', `${trigger.ComparisonOperator} ${trigger.Threshold ?? trigger.ThresholdMetricId ?? ''}`.trim()],
    [
      'Datapoints',
      `${trigger.DatapointsToAlarm ?? trigger.EvaluationPeriods} of the last ${trigger.EvaluationPeriods}`,
    ],
    ['Period', `${trigger.Period ?? ''} seconds`],
    ['Missing Data', trigger.TreatMissingData],
  ]);
  if (trigger.MetricName === undefined) {
    const metrics = Array.isArray(trigger.Metrics) ? trigger.Metrics.filter(isRecord) : [];
    const rows = metrics.map((metric): [string, unknown] => [
      String(metric.Id),
      metric.Expression ?? metricText(metric),
    ]);
    return [threshold, section('Monitored Metrics', rows)];
  }
  return [
    threshold,
    section('Monitored Metric', [
      ['MetricNamespace', trigger.Namespace],
      ['MetricName', trigger.MetricName],
      ['Dimensions', dimensionsText(trigger.Dimensions)],
      ['Statistic', trigger.Statistic ?? trigger.ExtendedStatistic],
      ['Unit', trigger.Unit],
    ]),
  ];
}

function metricText(query: Message): string {
  const stat = isRecord(query.MetricStat) ? query.MetricStat : {};
  const metric = isRecord(stat.Metric) ? stat.Metric : {};
  return `${metric.Namespace} ${metric.MetricName} ${dimensionsText(metric.Dimensions)} ${stat.Stat}`;
}

function dimensionsText(dimensions: unknown): string {
  const entries = Array.isArray(dimensions) ? dimensions.filter(isRecord) : [];
  return `[${entries.map(({ name, value }) => `${name} = ${value}`).join(', ')}]`;
}

function section(title: string, rows: readonly (readonly [string, unknown])[]): string {
  return [`${title}:`, ...rows.map(([name, value]) => `- ${name}: ${value ?? ''}`)].join('\n');
}

function list(actions: unknown): string {
  return Array.isArray(actions) ? `[${actions.join(', ')}]` : '';
}

function parse(message: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return isRecord(value) && typeof value.AlarmName === 'string' && 'NewStateValue' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

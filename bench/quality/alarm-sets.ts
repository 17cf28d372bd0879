import { App, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { type Expected, GoldenSignals } from '../../lib';

// What is synthesized here is one function without code: nobody deploys it.
process.env.CDK_VALIDATION ??= 'false';

/** The default alarms of somebody for one function with a time-out of 3 s, as CloudFormation resources. */
export interface AlarmSet {
  readonly name: string;
  readonly alarms: Readonly<Record<string, Alarm>>;
}

interface Alarm {
  readonly Type: 'AWS::CloudWatch::Alarm';
  readonly Properties: Readonly<Record<string, unknown>>;
}

export const FUNCTION_NAME = 'orders';
export const DIMENSIONS = { FunctionName: FUNCTION_NAME };
const TIMEOUT_MS = 3000;
/** What a user might expect of nine in ten: the p90 of the simulated function is 440 ms, in a blip twice as much. */
const LATENCY_MS = 1000;
/** Half of the requests of an hour are told from chance from here on. */
const LEAST_TRAFFIC = 0.5;

/** What `GoldenSignals` makes for the function. */
function ours(expected?: Expected): AlarmSet['alarms'] {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  new CfnResource(stack, 'Orders', {
    type: 'AWS::Lambda::Function',
    properties: { FunctionName: FUNCTION_NAME, Timeout: TIMEOUT_MS / 1000 },
  });
  new GoldenSignals(stack, 'Monitoring').watch(stack, { expected });
  const template = (stack.node.root as App).synth().getStackByName('Shop').template;
  const resources: Readonly<Record<string, Alarm>> = template.Resources;
  const alarms = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
  return Object.fromEntries(
    alarms.map(([id, { Type, Properties }]) => {
      // The topic, which tells the severity, is not part of the set.
      const [topic] = Properties.AlarmActions as { readonly Ref: string }[];
      const alone = { Type, Properties: { ...Properties, Tags: resources[topic!.Ref]!.Properties.Tags } };
      return [id, JSON.parse(JSON.stringify(alone).replaceAll('{"Ref":"Orders"}', `"${FUNCTION_NAME}"`))];
    }),
  );
}

type Operator = '>' | '>=';
type MofN = readonly [breaching: number, of: number, periodSeconds: number];
const MISSING = 'notBreaching';

function alarm(name: string, metric: object, [operator, threshold]: readonly [Operator, number], mOfN: MofN): Alarm {
  const [DatapointsToAlarm, EvaluationPeriods] = mOfN;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      ...metric,
      ComparisonOperator: operator === '>' ? 'GreaterThanThreshold' : 'GreaterThanOrEqualToThreshold',
      Threshold: threshold,
      DatapointsToAlarm,
      EvaluationPeriods,
      TreatMissingData: MISSING,
    },
  };
}

const dimensions = [{ Name: 'FunctionName', Value: FUNCTION_NAME }];

function plain(
  name: string,
  [MetricName, stat]: [string, string],
  when: readonly [Operator, number],
  mOfN: MofN,
): Alarm {
  const statistic = stat.startsWith('p') ? { ExtendedStatistic: stat } : { Statistic: stat };
  return alarm(
    name,
    { Namespace: 'AWS/Lambda', MetricName, Dimensions: dimensions, ...statistic, Period: mOfN[2] },
    when,
    mOfN,
  );
}

function math(name: string, expression: string, when: readonly [Operator, number], mOfN: MofN): Alarm {
  const sum = (id: string) => ({
    Id: id,
    ReturnData: false,
    MetricStat: {
      Metric: { Namespace: 'AWS/Lambda', MetricName: `${id[0]!.toUpperCase()}${id.slice(1)}`, Dimensions: dimensions },
      Stat: 'Sum',
      Period: mOfN[2],
    },
  });
  const read = ['invocations', 'errors', 'throttles'].filter((id) => expression.includes(id));
  const Metrics = [{ Id: 'share', Expression: expression, ReturnData: true }, ...read.map(sum)];
  return alarm(name, { Metrics }, when, mOfN);
}

function ticket({ Type, Properties }: Alarm): Alarm {
  return { Type, Properties: { ...Properties, Tags: [{ Key: 'golden-signals:severity', Value: 'ticket' }] } };
}

const RATE = '100 * errors / invocations';
const THROTTLED = '100 * throttles / (throttles + invocations)';

export const TWO_WINDOWS = 'Two windows with two errors each';
export const OURS = 'cdk-golden-signals';

/** Ours where it is told what is normal: the latency, and the requests where there are enough to tell. */
export function oursExpecting(trafficPerMinute: number): AlarmSet {
  const latency = Duration.millis(LATENCY_MS);
  const expected = trafficPerMinute < LEAST_TRAFFIC ? { latency } : { latency, trafficPerMinute };
  return { name: `${OURS}, with \`expected\``, alarms: ours(expected) };
}

export function alarmSets(): AlarmSet[] {
  return [
    {
      name: 'SLIC Watch',
      alarms: {
        Errors: plain('errors', ['Errors', 'Sum'], ['>', 0], [1, 1, 60]),
        Throttles: math('throttles', THROTTLED, ['>', 0], [1, 1, 60]),
        Duration: plain('duration', ['Duration', 'Maximum'], ['>', 0.95 * TIMEOUT_MS], [1, 1, 60]),
      },
    },
    {
      // The thresholds that AWS leaves open are the lowest of its rule: above zero, the time-out.
      name: 'AWS, recommended alarms',
      alarms: {
        Errors: plain('errors', ['Errors', 'Sum'], ['>', 0], [3, 3, 60]),
        Throttles: plain('throttles', ['Throttles', 'Sum'], ['>=', 1], [5, 5, 60]),
        Duration: plain('duration', ['Duration', 'p90'], ['>', 0.9 * TIMEOUT_MS], [15, 15, 60]),
      },
    },
    {
      name: 'AWS, with the rate of its observability guidance',
      alarms: {
        Rate: math('rate', `IF(invocations > 0, ${RATE}, 0)`, ['>', 5], [2, 3, 60]),
        Errors: plain('errors', ['Errors', 'Sum'], ['>', 0], [3, 3, 60]),
        Throttles: plain('throttles', ['Throttles', 'Sum'], ['>=', 1], [5, 5, 60]),
        Duration: plain('duration', ['Duration', 'p90'], ['>', 0.8 * TIMEOUT_MS], [15, 15, 60]),
      },
    },
    {
      name: TWO_WINDOWS,
      alarms: {
        Fast: math('fast', `IF(errors >= 2, ${RATE}, 0)`, ['>', 5], [2, 3, 60]),
        Wide: math('wide', `IF(errors >= 2, ${RATE}, 0)`, ['>', 25], [1, 1, 900]),
        Slow: ticket(math('slow', RATE, ['>', 1], [10, 15, 60])),
        Hour: ticket(math('hour', `IF(errors >= 5, ${RATE}, 0)`, ['>', 1.5], [1, 1, 3600])),
        Throttles: ticket(math('throttles', `IF(throttles >= 2, ${THROTTLED}, 0)`, ['>', 1], [5, 5, 60])),
        Duration: ticket(plain('duration', ['Duration', 'p90'], ['>', TIMEOUT_MS / 2], [3, 5, 60])),
      },
    },
    { name: OURS, alarms: ours() },
  ];
}

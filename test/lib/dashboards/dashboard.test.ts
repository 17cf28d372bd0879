import { App, Aws, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { GoldenSignals } from '../../../lib';
import { ofType, templatesOf } from '../attach/synthesized';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: unknown[];
    readonly metrics?: unknown[];
    readonly annotations?: { readonly horizontal: { readonly value: number; readonly label: string }[] };
  };
}

function dashboards(build: (stack: Stack) => void): Widget[][] {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  build(stack);
  // Also those in nested stacks.
  return ofType(templatesOf(app), 'AWS::CloudWatch::Dashboard').map(({ Properties }) =>
    bodyOf(Properties.DashboardBody),
  );
}

/** The body as JSON: tokens replaced by a text. */
function bodyOf(body: unknown): Widget[] {
  const text =
    typeof body === 'string'
      ? body
      : (body as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
          .map((part) => (typeof part === 'string' ? part : 'token'))
          .join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
}

const shop = (stack: Stack) => {
  new HttpApi(stack, 'Api');
  new LambdaFunction(stack, 'Fn', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('x'),
  });
  new Queue(stack, 'Queue');
};

test('shows alarm states first, then the four signals of the service, then each resource', () => {
  const [widgets] = dashboards(shop);
  const shown = widgets!.map(({ type, properties }) => properties.title ?? properties.markdown?.split('\n')[0] ?? type);
  expect(shown.slice(0, 7)).toEqual(['# Shop', 'Pages', 'Tickets', 'Latency', 'Traffic', 'Errors, %', 'Saturation']);
  expect(shown).toEqual(expect.arrayContaining(['### HTTP API Api', '### Function Fn', '### Queue Queue']));
});

test('draws the thresholds of the alarms', () => {
  const [widgets] = dashboards(shop);
  const latency = widgets!.find(
    ({ properties }) => properties.title === 'Latency, ms' && properties.annotations !== undefined,
  );
  expect(latency?.properties.annotations?.horizontal).toContainEqual(
    expect.objectContaining({ value: 2500, label: 'latency ≥ 2,500 ms' }),
  );
});

test('draws no line on the axis', () => {
  const zero = { throttles: { metric: 'Throttles', threshold: 0 } };
  const [widgets] = dashboards((stack) => {
    shop(stack);
    new GoldenSignals(stack, 'Own', { serviceName: 'Own' }).watch(stack.node.findChild('Fn'), { alarms: zero });
  }).filter(([first]) => first!.properties.markdown!.startsWith('# Own'));
  const lines = widgets!.flatMap(({ properties }) => properties.annotations?.horizontal ?? []);
  expect(lines.map(({ label }) => label)).toContain('latency > 1,500 ms');
  expect(lines.map(({ value }) => value)).not.toContain(0);
});

test('labels a single line only where CloudWatch would not say the same', () => {
  const [widgets] = dashboards(shop);
  const metrics = (title: string) =>
    widgets!.filter(({ properties }) => properties.title === title).at(-1)?.properties.metrics;
  expect(metrics('Invocations')).toEqual([['AWS/Lambda', 'Invocations', 'FunctionName', 'token']]);
});

test('says where the alarms are to be found that do not fit a widget', () => {
  const build = (count: number) => () =>
    dashboards((stack) => {
      for (let index = 0; index < count; index++) new Queue(stack, `Queue${index}`);
    })[0]!;
  expect(build(100)().find(({ type }) => type === 'alarm')?.properties.alarms).toHaveLength(100);
  const many = build(101)();
  expect(many.some(({ type }) => type === 'alarm')).toBe(false);
  expect(many[1]!.properties.markdown).toMatch(/^Pages: 101 alarms\. \[Those in ALARM]\(#alarmsV2:/);
});

test('says which golden signal a resource does not have', () => {
  const [widgets] = dashboards(shop);
  const heading = widgets!.find(({ properties }) => properties.markdown?.startsWith('### Queue Queue'));
  expect(heading?.properties.markdown).toMatch(/No errors: SQS publishes no error metric/);
});

test('says once why several golden signals are missing, also those that this one resource does not ask for', () => {
  const [widgets] = dashboards((stack) => void new Bucket(stack, 'Uploads'));
  const heading = widgets!.find(({ properties }) => properties.markdown?.startsWith('### Bucket Uploads'));
  expect(heading?.properties.markdown).toMatch(/\nNo latency, traffic, errors: S3 publishes it only where [^\n]*$/);
  expect(heading?.height).toBe(2);
});

test('lays widgets on the grid without overlaps', () => {
  for (const widgets of dashboards(shop)) {
    const cells = widgets.flatMap(({ x, y, width = 6, height = 6 }) =>
      Array.from({ length: width * height }, (_, index) => `${x + (index % width)},${y + Math.floor(index / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...widgets.map(({ x, width = 6 }) => x + width))).toBeLessThanOrEqual(24);
  }
});

test('goes on in a second dashboard before a limit of CloudWatch is reached', () => {
  const all = dashboards((stack) => {
    for (let index = 0; index < 140; index++) new Queue(stack, `Queue${index}`);
  });
  expect(all.length).toBeGreaterThan(1);
  for (const widgets of all) {
    const metrics = widgets.map(({ properties }) => properties.metrics?.length ?? 0);
    expect(widgets.length).toBeLessThanOrEqual(500);
    expect(Math.max(...metrics)).toBeLessThanOrEqual(500);
    expect(metrics.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2500);
  }
  expect(all[0]!.map(({ properties }) => properties.title)).toContain('Traffic (12 of 140)');
});

test('a name that another monitoring of the stack has given to its dashboard is refused', () => {
  const stack = new Stack(new App(), 'Shop');
  new GoldenSignals(stack, 'One', { dashboardName: 'shop' });
  expect(() => new GoldenSignals(stack, 'Two', { dashboardName: 'shop' })).toThrow(
    /DashboardNameTaken\] Shop\/Two: Shop\/One has the dashboard "shop" already/,
  );
});

test.each<[string, string, RegExp]>([
  ['known at deployment only', `shop-${Aws.REGION}`, /^Shop-golden-signals$/],
  ['very long', 'x'.repeat(300), /^x{200,}-[0-9a-f]{8}$/],
])('the name of a service that is %s gives its dashboards names that CloudWatch takes', (_what, serviceName, name) => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const other = new Stack(app, 'o'.repeat(100));
  for (const one of [stack, other]) new Queue(one, 'Queue');
  new GoldenSignals(stack, 'Monitoring', { serviceName }).watch(app);
  const names = ofType(templatesOf(app), 'AWS::CloudWatch::Dashboard').map(
    ({ Properties }) => Properties.DashboardName,
  );
  expect(names).toHaveLength(2);
  expect(names).toContainEqual(expect.stringMatching(name));
  for (const each of names) expect(each).toMatch(/^[A-Za-z0-9_-]{1,255}$/);
});

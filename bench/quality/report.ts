import type { Found, Quality } from './measure';

export interface Result {
  readonly name: string;
  /** In the order of the levels. */
  readonly byLevel: readonly Quality[];
}

interface Course {
  readonly days: number;
  readonly levels: readonly number[];
  readonly seed: string;
}

/** What happened in other surroundings. */
interface Varied {
  readonly name: string;
  readonly results: readonly Result[];
}

const share = ({ inTime, all }: Found) => (100 * inTime) / all;
const perMonth = (count: number, { days }: Quality) => (30 * count) / days;
const cells = (byLevel: readonly Quality[], of: (quality: Quality) => string) => byLevel.map(of).join(' / ');
const rounded = (value: number) => (value < 10 ? Number(value.toFixed(1)) : Math.round(value)).toString();

const found = (kind: keyof Quality['incidents']) => (quality: Quality) =>
  Math.round(share(quality.incidents[kind])).toString();
const ceiling = (byLevel: readonly Quality[]) =>
  cells(byLevel, ({ incidents: { outage } }) => Math.round((100 * outage.withTwoFailures) / outage.all).toString());

const ERROR_COLUMNS = [
  'false pages in 30 days',
  'false tickets in 30 days',
  'outages found, %',
  '10 % errors found, %',
];
const errorCells = ({ byLevel }: Result) => [
  cells(byLevel, (quality) => rounded(perMonth(quality.falsePages, quality))),
  cells(byLevel, (quality) => rounded(perMonth(quality.falseTickets, quality))),
  cells(byLevel, found('outage')),
  cells(byLevel, found('ten percent')),
];

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** docs/alarm-quality.md */
export function reportOf(usual: readonly Result[], varied: readonly Varied[], { days, levels, seed }: Course): string {
  const main = table(
    ['alarms', ...ERROR_COLUMNS, 'slowness', 'throttling', 'silence', 'pages an outage'],
    [
      ...usual.map((result) => [
        result.name,
        ...errorCells(result),
        cells(result.byLevel, found('slow')),
        cells(result.byLevel, found('throttled')),
        cells(result.byLevel, found('silent')),
        cells(result.byLevel, ({ incidents: { outage } }) => (outage.pages / outage.all).toFixed(1)),
      ]),
      ['*two failed requests in ten minutes*', '', '', ceiling(usual[0]!.byLevel), '', '', '', '', ''],
    ],
  );
  const others = table(
    ['series', 'alarms', ...ERROR_COLUMNS],
    varied.flatMap(({ name, results }) => [
      ...results.map((result, index) => [index === 0 ? name : '', result.name, ...errorCells(result)]),
      ['', '*two failed requests*', '', '', ceiling(results[0]!.byLevel), ''],
    ]),
  );
  return `# How good the default alarms are

Written by \`npm run bench:quality\` (seed ${seed}). Each cell has three numbers: for a function that is asked for
${levels.map((level) => level.toLocaleString('en-US')).join(' / ')} times a minute on average.

${main}

**What is simulated.** 5 load shapes for ${days} days each, at each level: office hours, an evening shop, a service of the
whole world, bursts, a schedule every five minutes; nights and weekends as they are. 0.05 % of the requests fail
always. Each day has a blip, a minute in which 30 to 100 % fail, and a deployment, three minutes in which 2 % fail and
all are twice as slow. Each half of a day has an incident of 8 to 60 minutes: an outage, 10 % errors, answers that take
eight times as long, 30 % throttled, or no request for at least 20 minutes. Within its half of the day, it more likely
begins in a minute with more requests.

**What is counted.** Found is an incident for which some alarm, page or ticket, goes to ALARM within ten minutes of its
beginning; silence, within twenty. False is an alarm that goes to ALARM outside an incident and the quarter of an hour after it.
Alarms that have no severity count as pages. The rehearsal's engine evaluates them all, as CloudWatch would at the
earliest: real metrics come one to two minutes later.

**On other series**, half as many days each, against the set that comes nearest:

${others}

**What is not found.** At 0.5 requests a minute some outages meet no second request in ten minutes, mostly at night:
the rows in italics say how many do. Throttling and 10 % errors are not found there either: one failed request in twenty
minutes is not told from the background in ten. Of a schedule with five minutes or more between its runs, three bad
minutes take longer than ten: an outage of it opens a ticket in time, and 10 % errors are told late. The lean profile has
the page without the tickets: at 0.5 requests a minute it finds about a quarter less of the outages in ten minutes.
Silence is told only with \`expected\`, and here only where the quietest hour has a request every two minutes: with
fewer, chance alone halves an hour.

**What is false.** Where more than 5 % fail in three minutes of a deployment, the page comes: it lasts as long as an
incident does. Where 0.2 % fail always, chance brings three bad minutes together every few months. At 0.5 requests a
minute, two requests that fail in one blip, and no other for minutes, are a ticket: up to 1.6 in 30 days on some seeds
of the harder series.

**How far to trust it.** The alarms were chosen by simulations of this kind, on other series, and load, blips and
deployments here are our invention. Other seeds move the outages found at 0.5 requests a minute by some percent, as they
move the number that can be found.

**Whose alarms.** SLIC Watch 3 with its defaults. AWS: the recommended alarms of the CloudWatch guide, with the lowest
thresholds where it leaves them open; the same with the error rate of its observability guidance. Two windows: a rate
over one minute and over fifteen with at least two errors each as pages, and lower ones over fifteen minutes and an hour
as tickets, where ours began. All for a time-out of three seconds. \`expected\`: a latency of 1 s, and the requests of
the quietest hour.
`;
}

/** Per cent of the outages to be found: where there is less than a request a minute, many meet none. */
const promisedOutages = (level: number) => (level < 1 ? 80 : 90);

/** What we promise of our alarms and this run did not show. */
export function brokenPromises(byLevel: readonly Quality[], levels: readonly number[]): string[] {
  return byLevel.flatMap((quality, index) => {
    const level = levels[index]!;
    const at = `at ${level} requests a minute`;
    const { outage } = quality.incidents;
    return [
      ...(quality.falsePages > 0 ? [`${quality.falsePages} false pages ${at} in ${quality.days} days`] : []),
      ...(perMonth(quality.falseTickets, quality) > 1 ? [`more than one false ticket in 30 days ${at}`] : []),
      ...(share(outage) < promisedOutages(level) ? [`${Math.round(share(outage))} % of the outages found ${at}`] : []),
    ];
  });
}

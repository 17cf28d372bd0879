import type { Found, Quality } from './measure';

interface Result {
  readonly name: string;
  /** In the order of the levels. */
  readonly byLevel: readonly Quality[];
}

interface Course {
  readonly days: number;
  readonly shapes: number;
  readonly seed: string;
}

const share = ({ inTime, all }: Found) => (100 * inTime) / all;
const perMonth = (count: number, { days }: Quality) => (30 * count) / days;
const cells = (byLevel: readonly Quality[], of: (quality: Quality) => string) => byLevel.map(of).join(' / ');
const rounded = (value: number) => (value < 10 ? Number(value.toFixed(1)) : Math.round(value)).toString();

/** docs/alarm-quality.md */
export function reportOf(results: readonly Result[], levels: readonly number[], course: Course): string {
  const found = (kind: keyof Quality['incidents']) => (quality: Quality) =>
    Math.round(share(quality.incidents[kind])).toString();
  const rows = results.map(({ name, byLevel }) => [
    name,
    cells(byLevel, (quality) => rounded(perMonth(quality.falsePages, quality))),
    cells(byLevel, (quality) => rounded(perMonth(quality.falseTickets, quality))),
    cells(byLevel, found('outage')),
    cells(byLevel, found('ten percent')),
    cells(byLevel, found('slow')),
    cells(byLevel, found('throttled')),
    cells(byLevel, ({ incidents: { outage } }) => (outage.pages / outage.all).toFixed(1)),
  ]);
  const ceiling = cells(results[0]!.byLevel, ({ incidents: { outage } }) =>
    Math.round((100 * outage.withTwoFailures) / outage.all).toString(),
  );
  return `# How good the default alarms are

Written by \`npm run bench:quality\` (seed ${course.seed}). Each cell has three numbers: for a function that is asked for
${levels.map((level) => level.toLocaleString('en-US')).join(' / ')} times a minute on average.

| alarms | false pages in 30 days | false tickets in 30 days | outages found, % | 10 % errors found, % | slowness found, % | throttling found, % | pages an outage |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
| *outages with two failed requests in ten minutes* | | | ${ceiling} | | | | |

**What is simulated.** ${course.shapes} load shapes for ${course.days} days each, at each level: office hours, an evening shop, a service of the
whole world, bursts, a schedule every five minutes; nights and weekends as they are. 0.05 % of the requests fail
always. Each day has a blip, a minute in which 30 to 100 % fail, and a deployment, three minutes in which 2 % fail and
all are twice as slow. Each half of a day has an incident of 8 to 60 minutes: an outage, 10 % errors, answers that take
eight times as long, 30 % throttled. Within its half of the day, it more likely begins in a minute with more requests.

**What is counted.** Found is an incident for which some alarm goes to ALARM within ten minutes of its beginning. False
is an alarm that goes to ALARM outside an incident and the 75 minutes after it. Alarms of others have no severity
and count as pages. The rehearsal's engine evaluates them all, as CloudWatch would at the earliest: real metrics come
one to two minutes later.

**What is not found.** At 0.5 requests a minute many outages begin at night and meet no second request in ten minutes;
the last row says how many could be found by waiting for one. Our alarm waits for failures in two different minutes,
because two in the same minute are also what a blip leaves: that costs the difference to that row. Nor are 10 % errors
or throttling found there: one failed request in twenty minutes is not told from the background in ten.

**How far to trust it.** The alarms were chosen by simulations of this kind, on other series, and load, blips and
deployments here are our invention. Other seeds move the outages found at 0.5 requests a minute by some percent.

**Whose alarms.** SLIC Watch 3 with its defaults. AWS: the recommended alarms of the CloudWatch guide, with the lowest
thresholds where it leaves them open; the same with the error rate of its observability guidance. Two windows: a rate
over one minute and over fifteen with at least two errors each, where ours began. All for a time-out of three seconds.
`;
}

/**
 * What we promise of our alarms and this run did not show: less than a false page in two months, at most a false ticket a
 * month, and nine in ten of the outages with two failed requests. */
export function brokenPromises(byLevel: readonly Quality[], levels: readonly number[]): string[] {
  return byLevel.flatMap((quality, index) => {
    const at = `at ${levels[index]} requests a minute`;
    const { outage } = quality.incidents;
    return [
      ...(Math.round(perMonth(quality.falsePages, quality)) > 0
        ? [`${quality.falsePages} false pages ${at} in ${quality.days} days`]
        : []),
      ...(perMonth(quality.falseTickets, quality) > 1 ? [`more than one false ticket in 30 days ${at}`] : []),
      ...(outage.inTime < 0.9 * outage.withTwoFailures ? [`too few of the outages found in time ${at}`] : []),
    ];
  });
}

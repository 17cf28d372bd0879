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
  return `# How good the default alarms are

Written by \`npm run bench:quality\` (seed ${course.seed}). Each cell has three numbers: for a function that is asked for
${levels.map((level) => level.toLocaleString('en-US')).join(' / ')} times a minute on average.

| alarms | false pages in 30 days | false tickets in 30 days | outages found, % | 10 % errors found, % | slowness found, % | throttling found, % | pages an outage |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

**What is simulated.** ${course.shapes} load shapes for ${course.days} days each, at each level: office hours, an evening shop, a service of the
whole world, bursts, a schedule every five minutes; nights and weekends as they are. 0.05 % of the requests fail
always. Each day has a blip, a minute in which 30 to 100 % fail, and a deployment, three minutes in which 2 % fail and
all are twice as slow. Two incidents a day last 8 to 60 minutes: an outage, 10 % errors, answers that take eight times
as long, 30 % throttled. They come with the load: a minute with more requests is more likely to begin one.

**What is counted.** Found is an incident for which some alarm goes to ALARM within ten minutes of its beginning. False
is an alarm that goes to ALARM outside an incident and the ${75} minutes after it. Alarms of others have no severity
and count as pages. The rehearsal's engine evaluates them all, as CloudWatch would at the earliest: real metrics come
one to two minutes later.

**What cannot be found.** An outage that no request meets. At one request in two minutes a tenth of errors is one
failed request in twenty minutes; no alarm tells that from the background in ten minutes without waking somebody for
nothing.

**Whose alarms.** SLIC Watch 3 with its defaults. AWS: the recommended alarms of the CloudWatch guide, with the lowest
thresholds where it leaves them open; the same with the error rate of its observability guidance. Two windows: a rate
over one minute and over fifteen with at least two errors each, where ours began. All for a time-out of three seconds.
`;
}

/** What we promise of our alarms and this run did not show. */
export function brokenPromises(byLevel: readonly Quality[], levels: readonly number[]): string[] {
  return byLevel.flatMap((quality, index) => {
    const at = `at ${levels[index]} requests a minute`;
    const least = levels[index]! < 1 ? 80 : 90;
    return [
      ...(quality.falsePages > 0 ? [`${quality.falsePages} false pages ${at} in ${quality.days} days`] : []),
      ...(perMonth(quality.falseTickets, quality) > 1 ? [`more than one false ticket in 30 days ${at}`] : []),
      ...(share(quality.incidents.outage) < least ? [`less than ${least} % of the outages found in time ${at}`] : []),
    ];
  });
}

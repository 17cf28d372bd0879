import { mkdirSync } from 'node:fs';
import { incident } from '../../bin/example/incident';
import { type Rehearsal, rehearse, servePage } from '../../rehearsal';
import { describeInBrowser, IN_A_BROWSER, launchBrowser } from '../chromium';
import { exampleTemplate, firedSpans } from './example';

jest.setTimeout(120_000);

describe('the bad hour of the example', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await rehearse({ template: { templateFile: exampleTemplate() }, scenario: incident });
  });

  test('fires these alarms, and every one of them is resolved', () => {
    expect(firedSpans(rehearsal)).toEqual({
      'Orders/Function/latency': ['09:13–09:23'],
      'Api/latency': ['09:15–09:21'],
      'Fulfilment/Logs/error-lines': ['09:17–09:22'],
      'DeadLetters/dead-letters': ['09:18–09:44'],
      'Api/errors': ['09:24–09:47'],
      'Orders/Logs/error-lines': ['09:23–09:35'],
      'Example/Orders/place/payment-failures': ['09:23–09:33'],
      'Api/errors-most': ['09:29–09:32'],
    });
  });

  test('pages for the errors and opens a ticket for the dead letter', () => {
    const severity = (name: string) => rehearsal.record.alarms.find((alarm) => alarm.name === name)?.severity;
    expect(severity('Orders/Api/errors')).toBe('page');
    expect(severity('Orders/DeadLetters/dead-letters')).toBe('ticket');
  });

  test('posts each alert once, with its OK in the thread', () => {
    const posts = rehearsal.record.posts.filter(({ updates }) => updates === undefined);
    const alerts = posts.filter(({ threadId }) => threadId === undefined);
    expect(alerts).toHaveLength(Object.keys(firedSpans(rehearsal)).length);
    for (const { messageId } of alerts) {
      const replies = posts.filter(({ threadId }) => threadId === messageId);
      expect(replies.map(({ body }) => body.text)).toEqual([expect.stringMatching(/Resolved after \d+ min/)]);
    }
  });

  test('sends e-mail for changes only, not for the first OK of each alarm', () => {
    const { emails } = rehearsal.record;
    expect(emails.filter(({ subject }) => subject.startsWith('ALARM'))).toHaveLength(8);
    expect(emails).toHaveLength(16);
  });

  test('counts the requests and failures that the traffic caused', () => {
    const requests = rehearsal.trace.events.filter(({ kind }) => kind === 'request');
    expect(requests.filter(({ path, statusCode }) => path === '/orders' && statusCode === 502)).toHaveLength(120);
  });

  test('leaves nothing unsaid: what is not rehearsed is named, and nothing of the handlers is', () => {
    expect(rehearsal.record.notRehearsed.map(({ where }) => where.replace(/[0-9A-F]{8}\b/, ''))).toEqual([
      'Stage.AccessLogSettings',
      'Stage.DefaultRouteSettings.ThrottlingBurstLimit',
      'Stage.DefaultRouteSettings.ThrottlingRateLimit',
    ]);
  });

  test('draws the dashboard from its body, with data in the panels of the service', () => {
    const [dashboard] = rehearsal.record.dashboards;
    const drawn = dashboard!.widgets.filter(({ series }) =>
      series.some(({ points }) => points.some(([, value]) => value !== null)),
    );
    expect(drawn.map(({ properties }) => properties.title)).toEqual(
      expect.arrayContaining(['Latency', 'Traffic', 'Errors', 'Saturation']),
    );
  });

  describeInBrowser(`its page ${IN_A_BROWSER}`, () => {
    test.each([
      ['a desktop', 1440, 900],
      ['a phone', 390, 844],
    ])(
      'on %s draws every chart and every thread, without a complaint or sideways scrolling',
      async (_name, width, height) => {
        const page = await servePage(rehearsal.record, { port: 0 });
        const browser = await launchBrowser();
        try {
          const complaints: string[] = [];
          const tab = await browser.newPage({ viewport: { width, height } });
          tab.on('console', (message) => complaints.push(message.text()));
          tab.on('pageerror', (error) => complaints.push(error.message));
          await tab.goto(page.url);
          await tab.waitForSelector('.chart-place canvas');
          const charts = rehearsal.record.dashboards.flatMap(({ widgets }) =>
            widgets.filter(({ type }) => type === 'metric'),
          );
          expect(await tab.locator('.chart-place').count()).toBe(charts.length);
          expect(await tab.getByText(/Resolved after \d+ min/).count()).toBeGreaterThanOrEqual(7);
          expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
          expect(complaints).toEqual([]);
          mkdirSync('cdk.out/screenshots', { recursive: true });
          await tab.screenshot({ path: `cdk.out/screenshots/${width}.png`, fullPage: true });
        } finally {
          await browser.close();
          await page.close();
        }
      },
    );
  });
});

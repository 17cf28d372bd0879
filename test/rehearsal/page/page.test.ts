import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import { type Page, servePage } from '../../../rehearsal/page/server';
import type { RunRecord } from '../../../rehearsal/run-record';
import { describeInBrowser, IN_A_BROWSER, launchBrowser } from '../../chromium';
import { incidentRecord } from './incident-record';

/** Whoever runs this, it must not open a window, start a script or ask another host. */
const HTML = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const MARKDOWN = [
  '',
  '',
  HTML,
  '![picture](https://attacker.example/pixel.png)',
  '<iframe src="https://attacker.example"></iframe><p style="position:fixed;inset:0">over</p>',
  '[bad](javascript:window.hacked=1) [good](https://example.com/docs) [button:primary:Runbook](https://example.com/book)',
].join('\n\n');

function hostileRecord(): RunRecord {
  const record = incidentRecord({
    mrkdwn: `${HTML} <javascript:window.hacked=1|click> <!channel>`,
    markdown: MARKDOWN,
  });
  const [first, ...others] = record.alarms;
  return {
    ...record,
    title: `${record.title} ${HTML}`,
    steps: record.steps.map((step) => ({ ...step, text: `${step.text} ${HTML}` })),
    alarms: [{ ...first!, description: HTML }, ...others],
    emails: [{ ...record.emails[0]!, subject: HTML, text: HTML }],
  };
}

/** In the page; strings, because the tests are compiled without the DOM's types. */
const SCROLL_WIDTH = 'document.documentElement.scrollWidth';
const DRAWN = `[...document.querySelectorAll('.chart-place canvas')].filter((canvas) =>
  canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte !== 0)).length`;
const LINKS = `[...document.querySelectorAll('.markdown a[href]')].map((a) => [a.textContent, a.href, a.rel])`;

describeInBrowser(`the page ${IN_A_BROWSER}`, () => {
  let directory: string;
  let page: Page;
  let browser: Browser;
  let tab: Tab;
  const complaints: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'page-'));
    const build = pathToFileURL(resolve(__dirname, '../../../rehearsal/page/build.mjs')).href;
    const script = `import { buildPage } from ${JSON.stringify(build)}; await buildPage({ outdir: ${JSON.stringify(directory)} });`;
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    page = await servePage(hostileRecord(), { port: 0, staticDirectory: directory });
    browser = await launchBrowser();
    tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    tab.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    tab.on('pageerror', (error) => complaints.push(error.message));
    tab.on('request', (request) => requests.push(request.url()));
    await tab.goto(page.url);
    await tab.waitForSelector('.chart-place canvas');
  }, 30_000);

  afterAll(async () => {
    await browser?.close();
    await page?.close();
    if (directory !== undefined) rmSync(directory, { recursive: true });
  });

  test('says how the run went', async () => {
    expect(await tab.locator('.verdict').allInnerTexts()).toEqual([
      '8\nalarms fired',
      '8\nresolved',
      '8\nmessages posted',
      '1\ne-mail sent',
      '4\nnot rehearsed',
    ]);
  });

  test('draws every chart', async () => {
    const charts = await tab.locator('.chart-place').count();
    expect(charts).toBeGreaterThan(12);
    await expect(tab.evaluate(DRAWN)).resolves.toBe(charts);
  });

  test('shows an answer in its thread and an edit in its message', async () => {
    const thread = tab.locator('.thread').first();
    expect(await thread.locator('> .message .edited').textContent()).toBe('(edited 09:17)');
    expect(await thread.locator('> .message .block-header').textContent()).toContain('Resolved after 9 min');
    expect(await thread.locator('.replies .message').count()).toBe(1);
  });

  test('moves everything with the slider, by keyboard too', async () => {
    const slider = tab.getByRole('slider', { name: 'Virtual time' });
    await slider.focus();
    await slider.press('Home');
    for (const key of ['PageUp', 'ArrowRight', 'ArrowRight']) await slider.press(key);
    await tab.locator('.now', { hasText: '09:12' }).waitFor();
    expect(await tab.locator('.tile[data-state="ALARM"]').first().textContent()).toContain('orders-api/latency-p90');
    expect(await tab.locator('.thread').first().locator('> .message .block-header').textContent()).toContain('PAGE');
    expect(await tab.locator('.message.later').count()).toBe(7);
    await tab.getByRole('button', { name: 'Next event' }).click();
    await tab.locator('.now', { hasText: '09:14' }).waitFor();
    await slider.press('End');
  });

  test('unfolds why an alarm changed its state', async () => {
    await tab.getByRole('button', { name: 'orders-api/latency-p90' }).click();
    expect(await tab.locator('.history:visible li').count()).toBe(3);
  });

  test('shows hostile text as text', async () => {
    expect(await tab.evaluate('window.hacked')).toBeUndefined();
    expect(await tab.locator('#page').locator('img, iframe, script, [style*="fixed"], [onerror]').count()).toBe(0);
    expect(await tab.locator('.page-header h1').textContent()).toContain(HTML);
    expect(await tab.locator('.thread', { hasText: 'place-order fails' }).first().textContent()).toContain(HTML);
    const links = await tab.evaluate(LINKS);
    expect(links).toEqual([
      ['good', 'https://example.com/docs', 'noopener noreferrer'],
      ['Runbook', 'https://example.com/book', 'noopener noreferrer'],
    ]);
    expect(await tab.locator('a[href^="javascript"]').count()).toBe(0);
  });

  test.each([
    [360, 740],
    [390, 844],
    [768, 1024],
    [1920, 1080],
  ])('fits %i pixels without scrolling sideways', async (width, height) => {
    await tab.setViewportSize({ width, height });
    expect(await tab.evaluate(SCROLL_WIDTH)).toBe(width);
  });

  // Last, so that it judges all of the above.
  test('asks no other host for anything and leaves the console empty', () => {
    expect(complaints).toEqual([]);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => !url.startsWith(page.url))).toEqual([]);
  });
});

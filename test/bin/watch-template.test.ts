import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchTemplateCommand } from '../../bin/commands/watch-template';
import { loadTemplate } from '../../rehearsal/template/load-template';

const TEMPLATES = join(__dirname, '../lib/templates');
const silent = { out: { write: () => true }, err: { write: () => true } };

test('a monitored template needs no bootstrap and no assets, and keeps its format', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monitored-'));
  const files = readdirSync(TEMPLATES).filter((file) => /\.(yaml|json)$/.test(file));
  const paths = files.map((file) => join(TEMPLATES, file));
  expect(await watchTemplateCommand([...paths, '--out', folder, '--email', 'ops@example.com'], silent)).toBe(0);
  expect(readdirSync(folder)).toEqual(files);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb|S3Key: [0-9a-f]{64}/);
    expect(file.endsWith('.json')).toBe(text.startsWith('{'));
    const { alarms, topics } = loadTemplate({ templateFile: join(folder, file) });
    expect(alarms.length).toBeGreaterThan(2);
    expect(topics.length).toBeGreaterThanOrEqual(2);
  }
});

test('what cannot be read is told, with exit code 2', async () => {
  const told: string[] = [];
  const streams = { out: silent.out, err: { write: (text: string) => told.push(text) } };
  expect(await watchTemplateCommand([join(TEMPLATES, 'no-template.txt')], streams)).toBe(2);
  expect(await watchTemplateCommand([], streams)).toBe(2);
  expect(told.join('')).toMatch(/serverless package.*which template\?/s);
});

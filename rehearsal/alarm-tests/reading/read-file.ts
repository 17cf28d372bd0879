import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Model } from '../../template/model';
import type { AlarmTest, AlarmTestFile } from '../alarm-test';
import type { TemplateCache } from '../template-cache';
import { Field, type FieldMap } from './field';
import type { Problem } from './problem';
import { readStart } from './read-start';
import { readTest } from './read-test';
import { YamlSource } from './yaml-source';

const KEYS = ['template', 'parameters', 'region', 'account', 'stackName', 'start', 'strict', 'tests'] as const;

/** A Monday morning. */
const DEFAULT_START_MS = Date.parse('2026-01-05T09:00:00Z');

/** The tests of a file, or everything that is wrong in it. */
export type ReadResult =
  | { readonly ok: true; readonly tests: AlarmTestFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a file of alarm tests and the template that it names. Never throws because of what stands in them. */
export function readTestFile(file: string, templates: TemplateCache): ReadResult {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const what = `this file cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is none' : (error as Error).message}`;
    return { ok: false, problems: [{ file, line: 1, column: 1, field: '', what }] };
  }
  const source = new YamlSource(file, text);
  // After an error of syntax, every further message would be about something else than what the author wrote.
  const tests = source.problems.length > 0 ? undefined : readDocument(source, file, templates);
  const { problems } = source;
  return problems.length > 0 || tests === undefined ? { ok: false, problems } : { ok: true, tests };
}

function readDocument(source: YamlSource, file: string, templates: TemplateCache): AlarmTestFile | undefined {
  const root = Field.root(source);
  if (root.isNull()) return root.problem('this file is empty; write template: and tests:');
  const map = root.map(KEYS);
  if (map === undefined) return undefined;
  const template = map.need('template', 'template: cdk.out/Stack.template.json')?.text();
  const model = template === undefined ? undefined : readModel(map, resolve(dirname(file), template), templates);
  const strict = map.get('strict')?.flag() ?? false;
  const startMs = (map.has('start') ? readStart(map.get('start')!) : undefined) ?? DEFAULT_START_MS;
  const fields = map.need('tests', 'tests: and a list of them')?.list();
  if (fields?.length === 0) map.get('tests')!.problem('there are no tests; write - name: what the test shows');
  const tests = (fields ?? []).map((field) => [field, readTest(field, { model, startMs, strict })] as const);
  reportSameNames(tests);
  if (template === undefined || model === undefined) return undefined;
  return { file, template, model, tests: tests.flatMap(([, test]) => test ?? []) };
}

function readModel(
  map: FieldMap<(typeof KEYS)[number]>,
  templateFile: string,
  templates: TemplateCache,
): Model | undefined {
  const parameters = map
    .get('parameters')
    ?.entries()
    .map(([name, value]) => [name, value.text() ?? ''] as const);
  const [region, account, stackName] = (['region', 'account', 'stackName'] as const).map((key) => map.get(key)?.text());
  try {
    return templates.load({
      templateFile,
      ...(parameters === undefined ? {} : { parameters: Object.fromEntries(parameters) }),
      ...(region === undefined ? {} : { region }),
      ...(account === undefined ? {} : { account }),
      ...(stackName === undefined ? {} : { stackName }),
    });
  } catch (error) {
    return map.get('template')!.problem((error as Error).message);
  }
}

/** Reports and the option --filter tell tests apart by their names. */
function reportSameNames(tests: readonly (readonly [Field, AlarmTest | undefined])[]): void {
  const lines = new Map<string, number>();
  for (const [field, test] of tests) {
    if (test === undefined) continue;
    const earlier = lines.get(test.name);
    if (earlier === undefined) lines.set(test.name, test.line);
    else field.problem(`the test in line ${earlier} has the same name; give this one another`);
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib';

export interface SynthesizedTemplate {
  readonly file: string;
  readonly text: string;
  readonly Resources: Record<string, { Type: string; Condition?: string; Properties: Record<string, unknown> }>;
  readonly Parameters?: Record<string, unknown>;
  readonly Outputs?: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
}

/** Every template of an app, also of its stages and nested stacks. */
export function templatesOf(app: App): SynthesizedTemplate[] {
  const { directory } = app.synth();
  return (readdirSync(directory, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(directory, file), 'utf8');
      return { file, text, Resources: {}, ...JSON.parse(text) };
    });
}

/** The resources of a type in all templates. */
export function ofType(templates: readonly SynthesizedTemplate[], type: string) {
  return templates.flatMap(({ Resources }) => Object.values(Resources).filter((resource) => resource.Type === type));
}

export function templateOf(templates: readonly SynthesizedTemplate[], stack: Stack): SynthesizedTemplate {
  return templates.find(({ file }) => file.endsWith(stack.templateFile))!;
}

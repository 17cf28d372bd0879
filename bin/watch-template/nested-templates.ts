import { resolve } from 'node:path';
import { nestedStacks } from '../../lib/discover/nested-stacks';
import { readTemplate } from '../../lib/discover/template-file';

/** A nested stack, or application of SAM, whose template is a file beside. */
export interface NestedTemplate {
  readonly logicalId: string;
  readonly file: string;
}

/** The templates that a template nests, as far as they are files that can be read. */
export function nestedTemplates(file: string): NestedTemplate[] {
  return nestedStacks(file, { Resources: resourcesOf(file) ?? {} }).flatMap(({ logicalId, file: path }) =>
    path === undefined || resourcesOf(path) === undefined ? [] : [{ logicalId, file: path }],
  );
}

/** `files` and, after them, all that they nest: each once. */
export function withNested(files: readonly string[]): readonly string[] {
  const all = new Map(files.map((file) => [resolve(file), file]));
  // A map goes on to what is added while it is gone through.
  for (const file of all.values()) {
    for (const nested of nestedTemplates(file)) {
      if (!all.has(resolve(nested.file))) all.set(resolve(nested.file), nested.file);
    }
  }
  return [...all.values()];
}

function resourcesOf(file: string) {
  try {
    return readTemplate(file).expanded.Resources;
  } catch {
    // What is wrong with a file that was asked for is told where it is watched.
    return undefined;
  }
}

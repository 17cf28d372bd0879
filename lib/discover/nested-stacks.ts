import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Template } from '../../template/template-file';

/** A stack, or application of SAM, that a template nests. */
export interface Nested {
  readonly logicalId: string;
  /** Its template, where that is a file beside. */
  readonly file?: string;
}

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The stacks that a template nests. */
export function nestedStacks(file: string, { Resources: resources }: Pick<Template, 'Resources'>): Nested[] {
  return Object.entries(resources).flatMap(([logicalId, { Type: type, Properties: properties }]) => {
    if (type !== NESTED_STACK) return [];
    const url = properties?.TemplateURL;
    const path = typeof url !== 'string' || isAbsolute(url) ? url : join(dirname(file), url);
    return [{ logicalId, ...(typeof path === 'string' && existsSync(path) ? { file: path } : {}) }];
  });
}

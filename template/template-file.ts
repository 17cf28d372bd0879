import { readFileSync } from 'node:fs';
import { TemplateError } from './template-error';
import { parseTemplateText, placeOf, type RepeatedKey } from './template-text';
import { asText } from './value-text';

/** One resource as it stands in a template; intrinsics unresolved. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** The parts of a CloudFormation template that a rehearsal reads. `Metadata` and `Rules` change nothing. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Mappings: Readonly<Record<string, unknown>>;
  readonly Outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Names of the macros that CloudFormation would run on it. */
  readonly transforms: readonly string[];
  /** Defaults for the resources of a SAM template. */
  readonly Globals: Readonly<Record<string, unknown>>;
}

/** For templates that are made of resources alone. */
export const NO_SECTIONS: Omit<Template, 'Resources'> = {
  Parameters: {},
  Conditions: {},
  Mappings: {},
  Outputs: {},
  Globals: {},
  transforms: [],
};

/** What was read, before it is known to be a template. */
export interface TemplateContent {
  readonly content: unknown;
  /** Stands for it in errors. */
  readonly name: string;
  readonly repeatedKeys: readonly RepeatedKey[];
  /** `:3:5`, line and column of what stands at a path; empty when unknown. */
  placeOf(path: readonly string[]): string;
}

/** True for a JSON object: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a template's file, JSON or YAML. Throws a TemplateError that names the file, the place and what to do. */
export function readTemplateFile(file: string): TemplateContent {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new TemplateError(`${file}: ${whyUnreadable(error)}`);
  }
  const repeatedKeys: RepeatedKey[] = [];
  const content = parseTemplateText(text, file, (key) => repeatedKeys.push(key));
  return { content, name: file, repeatedKeys, placeOf: (path) => placeOf(text, path) };
}

/** A template that is given as an object. */
export function givenTemplate(content: unknown): TemplateContent {
  return { content, name: 'the given template', repeatedKeys: [], placeOf: () => '' };
}

/** Checks that the content has the shape of a template. Throws a TemplateError. */
export function asTemplate({ content, name, placeOf: place }: TemplateContent): Template {
  const wrong = (path: readonly string[], what: string): TemplateError =>
    new TemplateError(`${name}${place(path)}: not a CloudFormation template: ${what}.`);
  if (!isRecord(content)) throw wrong([], 'it is not an object with "Resources"');
  if (!isRecord(content.Resources)) throw wrong(['Resources'], 'it has no "Resources" object');
  for (const [logicalId, resource] of Object.entries(content.Resources)) {
    const path = ['Resources', logicalId];
    if (!isRecord(resource) || typeof resource.Type !== 'string')
      throw wrong(path, `resource ${logicalId} has no "Type"`);
    if (!isRecord(resource.Properties ?? {}))
      throw wrong([...path, 'Properties'], `"Properties" of resource ${logicalId} is not an object`);
  }
  const section = (key: string): Record<string, unknown> => {
    const value = content[key] ?? {};
    if (!isRecord(value)) throw wrong([key], `"${key}" is not an object`);
    return value;
  };
  const entries = (key: string): Record<string, Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(section(key)).filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1])),
    );
  return {
    Resources: content.Resources as unknown as Template['Resources'],
    Parameters: entries('Parameters'),
    Conditions: section('Conditions'),
    Mappings: section('Mappings'),
    Outputs: entries('Outputs'),
    Globals: section('Globals'),
    transforms: [content.Transform ?? []].flat().map((each) => (isRecord(each) ? asText(each.Name) : asText(each))),
  };
}

function whyUnreadable(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file. Synthesize first (npx cdk synth), or give the path of a template.';
    case 'EISDIR':
      return 'is a folder. Give the path of a template in it, such as cdk.out/MyStack.template.json.';
    default:
      return `cannot be read (${(error as Error).message}).`;
  }
}

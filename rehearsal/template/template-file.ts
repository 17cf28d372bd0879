import { readFileSync } from 'node:fs';

/** One resource as it stands in a template; intrinsics unresolved. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** The parts of a CloudFormation template that a rehearsal reads. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Mappings: Readonly<Record<string, unknown>>;
  readonly Outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** `Transform` of the template, when it has one. */
  readonly Transform?: unknown;
}

/** True for a JSON object: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a template from a JSON file. Throws one error that names the file and what is wrong with it. */
export function readTemplateFile(file: string): Template {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new Error(`cannot read the template ${file}: ${reason}. Synthesize first (npx cdk synth), or give its path.`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${file} is not a template: it is not JSON (${(error as Error).message}). ` +
        'A rehearsal reads the *.template.json files of cdk.out; a YAML template has to be converted first.',
    );
  }
  return asTemplate(content, file);
}

/** Checks that `content` has the shape of a template. `name` stands for it in the error. */
export function asTemplate(content: unknown, name: string): Template {
  const wrong = (what: string): Error => new Error(`${name} is not a CloudFormation template: ${what}.`);
  if (!isRecord(content)) throw wrong('it is not a JSON object');
  if (!isRecord(content.Resources)) throw wrong('it has no "Resources" object');
  for (const [logicalId, resource] of Object.entries(content.Resources)) {
    if (!isRecord(resource) || typeof resource.Type !== 'string') throw wrong(`resource ${logicalId} has no "Type"`);
    if (resource.Properties !== undefined && !isRecord(resource.Properties))
      throw wrong(`"Properties" of resource ${logicalId} is not an object`);
  }
  const section = (key: string): Record<string, unknown> => {
    const value = content[key] ?? {};
    if (!isRecord(value)) throw wrong(`"${key}" is not an object`);
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
    ...(content.Transform === undefined ? {} : { Transform: content.Transform }),
  };
}

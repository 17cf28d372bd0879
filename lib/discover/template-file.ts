import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expandLoops } from '../../template/for-each';
import { expandSam, SAM_TRANSFORM } from '../../template/sam/expand-sam';
import { TemplateError } from '../../template/template-error';
import { asTemplate, givenTemplate, isRecord, readTemplateFile, type Template } from '../../template/template-file';
import { GoldenSignalsError } from '../private/errors';

export interface ReadTemplate {
  /** As it stands in the file, `Fn::GetAtt` as JSON wants it. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Loops and SAM's own types written out: what CloudFormation will create. */
  readonly expanded: Template;
  /** Conditions that SAM adds to those of the file. */
  readonly addedConditions: Readonly<Record<string, unknown>>;
  /** The parameters that loops of resources go over, and the defaults that these are written out with. */
  readonly loopedOver: Readonly<Record<string, readonly string[] | undefined>>;
  /** Loops of resources over what cannot be known here. */
  readonly unknownLoops: readonly string[];
}

/** Reads a CloudFormation or SAM template, JSON or YAML. What is no template is refused. */
export function readTemplate(file: string): ReadTemplate {
  try {
    const content = withLists(readTemplateFile(file).content);
    if (!isRecord(content) || !isRecord(content.Resources)) throw refused(file, content);
    return { content, ...expand(content, dirname(file)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new GoldenSignalsError('NotATemplate', error.message);
  }
}

function refused(file: string, content: unknown): GoldenSignalsError {
  const serverless = isRecord(content) && ('provider' in content || 'functions' in content);
  return new GoldenSignalsError(
    'NotATemplate',
    serverless
      ? `${file} is a configuration of the Serverless Framework, not a template: run "serverless package" and watch .serverless/cloudformation-template-update-stack.json`
      : `${file} is not a CloudFormation template: it has no "Resources" object`,
  );
}

/** What cannot be written out is not watched, and is no reason to fail. */
function expand(content: Record<string, unknown>, folder: string): Omit<ReadTemplate, 'content'> {
  const ignore = () => undefined;
  const loopedOver: Record<string, readonly string[] | undefined> = {};
  const unknownLoops: string[] = [];
  const looped = expandLoops(content, {
    report: ignore,
    collection: (value, where) => {
      const list = listOf(value, content);
      if (!where.startsWith('Resources.Fn::ForEach::')) return list;
      if (isRecord(value) && typeof value.Ref === 'string') loopedOver[value.Ref] = list;
      else if (list === undefined) unknownLoops.push(where.slice('Resources.'.length));
      return list;
    },
  }) as Record<string, unknown>;
  const resources = Object.entries(isRecord(looped.Resources) ? looped.Resources : {}).flatMap(([id, resource]) => {
    if (!isRecord(resource) || typeof resource.Type !== 'string') return [];
    const { Properties: properties } = resource;
    return [[id, { ...resource, Properties: isRecord(properties) ? withDefinition(properties, folder) : {} }] as const];
  });
  const sections = Object.fromEntries(
    Object.entries(looped).filter(([name, section]) => isRecord(section) || name === 'Transform'),
  );
  const template = asTemplate(givenTemplate({ ...sections, Resources: Object.fromEntries(resources) }));
  const expanded = isSam(template) ? expandSam(template, ignore) : template;
  const added = Object.entries(expanded.Conditions).filter(([name]) => !Object.hasOwn(template.Conditions, name));
  return { expanded, addedConditions: Object.fromEntries(added), loopedOver, unknownLoops };
}

/** Also a part of a SAM template that leaves the transform to what it is put into. */
function isSam({ transforms, Resources: resources }: Template): boolean {
  const own = ({ Type: type }: { readonly Type: string }) => type.startsWith('AWS::Serverless::');
  return transforms.includes(SAM_TRANSFORM) || Object.values(resources).some(own);
}

/** Where an API's definition may be named, and where it would stand itself. */
const DEFINITIONS = [
  ['DefinitionUri', 'DefinitionBody'],
  ['DefinitionBody', 'DefinitionBody'],
  ['BodyS3Location', 'Body'],
  ['Body', 'Body'],
] as const;

/** The API definition that properties keep in a file beside the template, put in: it may hold the API's name. */
function withDefinition(properties: Record<string, unknown>, folder: string): Record<string, unknown> {
  for (const [key, body] of DEFINITIONS) {
    const given = properties[key];
    const transform = isRecord(given) ? given['Fn::Transform'] : undefined;
    const included = isRecord(transform) && isRecord(transform.Parameters) ? transform.Parameters.Location : undefined;
    const definition = definitionAt(included ?? given, folder);
    if (definition !== undefined) return { ...properties, [body]: definition };
  }
  return properties;
}

function definitionAt(location: unknown, folder: string): Record<string, unknown> | undefined {
  if (typeof location !== 'string' || !/\.(ya?ml|json)$/.test(location)) return undefined;
  const path = resolve(folder, location);
  try {
    const content = existsSync(path) ? withLists(readTemplateFile(path).content) : undefined;
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown, content: Record<string, unknown>): string[] | undefined {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value : undefined;
  const { Parameters: parameters, Mappings: mappings } = content;
  const entry = isRecord(value) ? value['Fn::FindInMap'] : undefined;
  if (Array.isArray(entry)) {
    const found = entry.slice(0, 3).reduce((map, key) => (isRecord(map) ? map[String(key)] : undefined), mappings);
    return Array.isArray(found) ? listOf(found, content) : undefined;
  }
  const name = isRecord(value) ? value.Ref : undefined;
  const parameter = typeof name === 'string' && isRecord(parameters) ? parameters[name] : undefined;
  return isRecord(parameter) && typeof parameter.Default === 'string'
    ? parameter.Default.split(',').map((each) => each.trim())
    : undefined;
}

/** `!GetAtt Queue.Arn` is a text in YAML; in JSON it has to be a list. */
function withLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLists);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key !== 'Fn::GetAtt' || typeof member !== 'string') return [key, withLists(member)];
      const dot = member.indexOf('.');
      return [key, dot < 0 ? member : [member.slice(0, dot), member.slice(dot + 1)]];
    }),
  );
}

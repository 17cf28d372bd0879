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
}

/** Reads a CloudFormation or SAM template, JSON or YAML. What is no template is refused. */
export function readTemplate(file: string): ReadTemplate {
  try {
    const content = withLists(readTemplateFile(file, { uniqueKeys: false }).content);
    if (!isRecord(content) || !isRecord(content.Resources)) throw refused(file, content);
    return { content, expanded: expand(content) };
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
function expand(content: Record<string, unknown>): Template {
  const ignore = () => undefined;
  const looped = expandLoops(content, {
    report: ignore,
    collection: (value) => listOf(value, content),
  }) as Record<string, unknown>;
  const resources = Object.entries(isRecord(looped.Resources) ? looped.Resources : {}).flatMap(([id, resource]) => {
    if (!isRecord(resource) || typeof resource.Type !== 'string') return [];
    const { Properties: properties } = resource;
    return [[id, { ...resource, Properties: isRecord(properties) ? properties : {} }] as const];
  });
  const sections = Object.fromEntries(Object.entries(looped).filter(([, section]) => section !== null));
  const template = asTemplate(givenTemplate({ ...sections, Resources: Object.fromEntries(resources) }));
  return template.transforms.includes(SAM_TRANSFORM) ? expandSam(template, ignore) : template;
}

function listOf(value: unknown, { Parameters: parameters }: Record<string, unknown>): string[] | undefined {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string') ? value : undefined;
  const name = isRecord(value) ? value.Ref : undefined;
  const parameter = typeof name === 'string' && isRecord(parameters) ? parameters[name] : undefined;
  return isRecord(parameter) && typeof parameter.Default === 'string' ? parameter.Default.split(',') : undefined;
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

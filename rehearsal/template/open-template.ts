import { expandLoops } from '../../template/for-each';
import type { Report } from '../../template/report';
import { expandSam, SAM_TRANSFORM } from '../../template/sam/expand-sam';
import { asTemplate, isRecord, type Template, type TemplateContent } from '../../template/template-file';
import { asText } from '../../template/value-text';
import { Intrinsics } from './intrinsics';
import type { StackContext } from './stack-context';

/** What CloudFormation does before it reads resources, as far as a rehearsal can. Changes nothing, or is done here. */
const UNDERSTOOD: readonly string[] = [SAM_TRANSFORM, 'AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23'];

/** As what a template is read, and with which parameter values. */
export interface Reading {
  readonly stack: StackContext;
  readonly parameters: Readonly<Record<string, string>>;
  readonly report: Report;
}

/** The template with its loops and SAM resources written out. Throws a TemplateError when it is none. */
export function openTemplate(source: TemplateContent, { stack, parameters, report }: Reading): Template {
  const { content } = source;
  const template = asTemplate({ ...source, content: isRecord(content) ? withoutMacros(content) : content });
  for (const name of template.transforms)
    if (!UNDERSTOOD.includes(name)) report('Transform', `${name}: macros are not run`);
  return template.transforms.includes(SAM_TRANSFORM) ? expandSam(template, report) : template;

  function withoutMacros(record: Record<string, unknown>): Record<string, unknown> {
    const sections = asTemplate({ ...source, content: { ...record, Resources: {} } });
    const intrinsics = new Intrinsics({ template: sections, stack, parameters, report, identityOf: () => undefined });
    const expanded = expandLoops(record, {
      report,
      collection: (value, where) => {
        const values = intrinsics.resolve(value, where);
        return Array.isArray(values) ? values.map(asText) : undefined;
      },
    }) as Record<string, unknown>;
    if (!isRecord(expanded.Resources) || !('Fn::Transform' in expanded.Resources)) return expanded;
    const { 'Fn::Transform': _macro, ...resources } = expanded.Resources;
    report('Resources.Fn::Transform', 'macros are not run; what it would add is not there');
    return { ...expanded, Resources: resources };
  }
}

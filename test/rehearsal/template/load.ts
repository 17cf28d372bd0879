import { loadTemplate } from '../../../rehearsal/template/load-template';
import type { Model } from '../../../rehearsal/template/model';

/** Loads a template made of resources (`Properties` by logical id and type) and other sections. */
export function load(
  resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: unknown; readonly Condition?: string }>
  >,
  sections: Readonly<Record<string, unknown>> = {},
  parameters: Readonly<Record<string, string>> = {},
): Model {
  return loadTemplate({ template: { Resources: resources, ...sections }, stackName: 'Shop', parameters });
}

/** What a value resolves to: it is put into an environment variable. */
export function resolved(
  value: unknown,
  sections: Readonly<Record<string, unknown>> = {},
  parameters?: Record<string, string>,
) {
  const Properties = { Environment: { Variables: { VALUE: value } } };
  const model = load(
    { Fn: { Type: 'AWS::Lambda::Function', Properties }, Topic: { Type: 'AWS::SNS::Topic' } },
    sections,
    parameters,
  );
  return { value: model.functions[0]!.environment.VALUE, notRehearsed: model.notRehearsed };
}

/** `name` as a placeholder of Fn::Sub. */
export const placeholder = (name: string): string => ['$', '{', name, '}'].join('');

import { isRecord, type Template, type TemplateResource } from '../template-file';
import { implicitHttpApi, implicitRestApi } from './serverless-api';

interface ImplicitApis {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** The APIs that exist because a function or state machine has an event of theirs that names none. */
export function implicitApis(template: Template): ImplicitApis {
  const rest = implicitApi(template, 'Api', 'RestApiId', implicitRestApi);
  const http = implicitApi(template, 'HttpApi', 'ApiId', implicitHttpApi);
  return {
    resources: { ...http.resources, ...rest.resources },
    conditions: { ...http.conditions, ...rest.conditions },
  };
}

/** It is created when one of those that call for it is: under their condition, or under one that joins them. */
function implicitApi(
  template: Template,
  event: string,
  property: string,
  api: Readonly<Record<string, TemplateResource>>,
): ImplicitApis {
  const callers = Object.values(template.Resources).filter(
    ({ Type: type, Properties: properties }) =>
      (type === 'AWS::Serverless::Function' || type === 'AWS::Serverless::StateMachine') &&
      Object.values(isRecord(properties?.Events) ? properties.Events : {}).some(
        (each) =>
          isRecord(each) &&
          each.Type === event &&
          !(isRecord(each.Properties) && each.Properties[property] !== undefined),
      ),
  );
  if (callers.length === 0) return { resources: {}, conditions: {} };
  const names = [...new Set(callers.map(({ Condition: condition }) => condition))].sort();
  if (names.includes(undefined)) return { resources: api, conditions: {} };
  const [[id, resource]] = Object.entries(api) as [[string, TemplateResource]];
  const condition = names.length === 1 ? names[0]! : `${id}Condition`;
  return {
    resources: { [id]: { ...resource, Condition: condition } },
    conditions: names.length === 1 ? {} : { [condition]: anyOf(names) },
  };
}

/** `Fn::Or` takes ten at most. */
function anyOf(names: readonly (string | undefined)[]): unknown {
  const conditions = names.map((name) => ({ Condition: name }));
  if (conditions.length <= 10) return { 'Fn::Or': conditions };
  return { 'Fn::Or': [...conditions.slice(0, 9), anyOf(names.slice(9))] };
}

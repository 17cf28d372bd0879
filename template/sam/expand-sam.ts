import type { Report } from '../report';
import { isRecord, type Template, type TemplateResource } from '../template-file';
import type { Expand, SamContext } from './expansion';
import { withGlobals } from './globals';
import { withReferences } from './references';
import { implicitHttpApi, implicitRestApi, serverlessHttpApi, serverlessRestApi } from './serverless-api';
import { serverlessFunction } from './serverless-function';
import { layerVersion, nestedApplication, simpleTable, stateMachine } from './serverless-parts';

/** Name of the transform that makes a template one of SAM. */
export const SAM_TRANSFORM = 'AWS::Serverless-2016-10-31';

const expansions: Readonly<Record<string, Expand>> = {
  'AWS::Serverless::Function': serverlessFunction,
  'AWS::Serverless::HttpApi': serverlessHttpApi,
  'AWS::Serverless::Api': serverlessRestApi,
  'AWS::Serverless::SimpleTable': simpleTable,
  'AWS::Serverless::StateMachine': stateMachine,
  'AWS::Serverless::LayerVersion': layerVersion,
  'AWS::Serverless::Application': nestedApplication,
};

/**
 * Writes out a SAM template's own resource types as CloudFormation's, with the logical ids that SAM gives, as far as
 * a rehearsal needs them: no IAM statements, no hashes, no deployments by CodeDeploy. What is left out is reported.
 */
export function expandSam(template: Template, report: Report): Template {
  const context: SamContext = { template, report };
  const resources: Record<string, TemplateResource> = {};
  const references: Record<string, string> = {};
  for (const [logicalId, resource] of Object.entries({ ...template.Resources, ...implicitApis(template) })) {
    const expand = Object.hasOwn(expansions, resource.Type) ? expansions[resource.Type] : undefined;
    if (expand === undefined) {
      resources[logicalId] = resource;
      continue;
    }
    const globals = template.Globals[resource.Type.split('::')[2]!];
    const properties = withGlobals(globals ?? {}, resource.Properties ?? {});
    const expansion = expand(
      { logicalId, type: resource.Type, properties: isRecord(properties) ? properties : {} },
      context,
    );
    Object.assign(references, expansion.references);
    for (const [id, each] of Object.entries(expansion.resources)) {
      // A resource that the template itself declares stays what it is.
      if (id !== logicalId && id in template.Resources) continue;
      const { Condition } = resource;
      resources[id] = Condition === undefined || each.Condition !== undefined ? each : { ...each, Condition };
    }
  }
  return withReferences({ ...template, Resources: resources }, references) as Template;
}

/** The APIs that exist because a function or state machine has an event of theirs that names none. */
function implicitApis(template: Template): Record<string, TemplateResource> {
  const events = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Serverless::Function' || Type === 'AWS::Serverless::StateMachine')
    .flatMap(({ Properties }) => Object.values(isRecord(Properties?.Events) ? Properties.Events : {}))
    .filter(isRecord);
  const wants = (type: string, property: string): boolean =>
    events.some(
      ({ Type, Properties }) => Type === type && !(isRecord(Properties) && Properties[property] !== undefined),
    );
  return {
    ...(wants('HttpApi', 'ApiId') ? implicitHttpApi : {}),
    ...(wants('Api', 'RestApiId') ? implicitRestApi : {}),
  };
}

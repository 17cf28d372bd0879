import type { Report } from '../report';
import { isRecord, type Template, type TemplateResource } from '../template-file';
import { type BucketNotification, withNotifications } from './bucket-notifications';
import type { Expand, SamContext } from './expansion';
import { withGlobals } from './globals';
import { implicitApis } from './implicit-apis';
import { withReferences } from './references';
import { serverlessHttpApi, serverlessRestApi, serverlessWebSocketApi } from './serverless-api';
import { serverlessFunction } from './serverless-function';
import { graphQlApi, layerVersion, nestedApplication, simpleTable, stateMachine } from './serverless-parts';

/** Name of the transform that makes a template one of SAM. */
export const SAM_TRANSFORM = 'AWS::Serverless-2016-10-31';

const expansions: Readonly<Record<string, Expand>> = {
  'AWS::Serverless::Function': serverlessFunction,
  'AWS::Serverless::HttpApi': serverlessHttpApi,
  'AWS::Serverless::Api': serverlessRestApi,
  'AWS::Serverless::WebSocketApi': serverlessWebSocketApi,
  'AWS::Serverless::GraphQLApi': graphQlApi,
  'AWS::Serverless::SimpleTable': simpleTable,
  'AWS::Serverless::StateMachine': stateMachine,
  'AWS::Serverless::LayerVersion': layerVersion,
  'AWS::Serverless::Application': nestedApplication,
};

/**
 * Writes out a SAM template's own resource types as CloudFormation's, with the logical ids that SAM gives, as far as
 * a rehearsal or the catalogue needs them: no IAM statements, no hashes. What is left out is reported.
 */
export function expandSam(template: Template, report: Report): Template {
  const context: SamContext = { template, report };
  const resources: Record<string, TemplateResource> = {};
  const references: Record<string, string> = {};
  const notifications: BucketNotification[] = [];
  const implicit = implicitApis(template);
  for (const [logicalId, resource] of Object.entries({ ...implicit.resources, ...template.Resources })) {
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
    Object.assign(resources, expansion.shared);
    notifications.push(...(expansion.notifications ?? []));
    for (const [id, each] of Object.entries(expansion.resources)) {
      // A resource that the template itself declares stays what it is.
      if (id !== logicalId && id in template.Resources) continue;
      const { Condition } = resource;
      resources[id] = Condition === undefined || each.Condition !== undefined ? each : { ...each, Condition };
    }
  }
  const expanded = {
    ...template,
    Conditions: { ...implicit.conditions, ...template.Conditions },
    Resources: withNotifications(resources, notifications),
  };
  return withReferences(expanded, references) as Template;
}

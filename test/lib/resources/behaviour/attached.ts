import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { GoldenSignals } from '../../../../lib';
import { findResources } from '../../../../lib/discover/find-resources';
import type { Resource } from '../../../../lib/discover/resource';
import { ResourceTree } from '../../../../lib/discover/resource-tree';
import { definitions } from '../../../../lib/resources/generated/registry';
import { loadTemplate } from '../../../../rehearsal/template/load-template';
import type { Model } from '../../../../rehearsal/template/model';
import type { Example } from './example';

export const STACK_NAME = 'Shop';

export interface Attached {
  readonly template: Record<string, unknown>;
  readonly model: Model;
}

/** The example's template with golden signals attached to it, as it would be deployed, and as the rehearsal reads it. */
export function attached(example: Example): Attached {
  const { app, stack } = stackOf(example);
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  const synthesized = app.synth().getStackByName(STACK_NAME).template;
  return { template: synthesized, model: loadTemplate({ template: synthesized, stackName: STACK_NAME }) };
}

/** The resources of the example that the catalogue watches, as its definitions see them. */
export function resourcesOf(example: Example): readonly Resource[] {
  const { stack } = stackOf(example);
  const tree = new ResourceTree(stack, definitions);
  return findResources(stack, { definitions, tree, exclude: new Set() }).resources;
}

function stackOf({ template }: Example): { app: App; stack: Stack } {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, STACK_NAME, { env: { region: 'us-east-1', account: '123456789012' } });
  for (const [id, { Type: type, Properties: properties }] of Object.entries(template.Resources)) {
    new CfnResource(stack, id, { type, properties });
  }
  return { app, stack };
}

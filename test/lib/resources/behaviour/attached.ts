import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { GoldenSignals } from '../../../../lib';
import { loadTemplate } from '../../../../rehearsal/template/load-template';
import type { Model } from '../../../../rehearsal/template/model';
import type { Example } from './example';

export const STACK_NAME = 'Shop';

export interface Attached {
  readonly template: Record<string, unknown>;
  readonly model: Model;
}

/** The example's template with golden signals attached to it, as it would be deployed, and as the rehearsal reads it. */
export function attached({ template }: Example): Attached {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, STACK_NAME, { env: { region: 'us-east-1', account: '123456789012' } });
  for (const [id, { Type: type, Properties: properties }] of Object.entries(template.Resources)) {
    new CfnResource(stack, id, { type, properties });
  }
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  const synthesized = app.synth().getStackByName(STACK_NAME).template;
  return { template: synthesized, model: loadTemplate({ template: synthesized, stackName: STACK_NAME }) };
}

import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { GoldenSignals } from '../../../lib';

/** The file of a stack with so many queues, each of which has one alarm. */
function templateFile(queues: number, context: Record<string, unknown> = {}): string {
  const app = new App({ context });
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring').watch(stack);
  for (let index = 0; index < queues; index++) new Queue(stack, `Queue${index}`);
  return readFileSync(app.synth().getStackArtifact('Shop').templateFullPath, 'utf8');
}

test('a large template is written without indentation, and says the same', () => {
  const large = templateFile(130);
  expect(large).not.toMatch(/\n/);
  const asked = templateFile(130, { '@aws-cdk/core:suppressTemplateIndentation': false });
  expect(asked).toMatch(/\n {2}/);
  expect(JSON.parse(large)).toEqual(JSON.parse(asked));
});

test('a small one stays as CDK writes it', () => {
  expect(templateFile(3)).toMatch(/\n {2}/);
});

import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OrdersStack } from './example/orders-stack';

/**
 * What `cdk deploy` deploys: the example service and its monitoring. Nothing has to be set to synthesize;
 * `-c email=you@example.com` adds the address that is told of everything, also of a broken notifier.
 */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new OrdersStack(app, 'Orders', {
  description: 'Example of cdk-golden-signals: an order service that is watched',
  email: app.node.tryGetContext('email'),
  slackChannel: app.node.tryGetContext('slack-channel'),
});
app.synth();

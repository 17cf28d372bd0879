import { App } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';

/** The example as `golden-signals rehearse` synthesizes it: without cdk-nag, which users of the package need not have. */
const app = new App();
new OrdersStack(app, 'Orders', { email: app.node.tryGetContext('email') });
app.synth();

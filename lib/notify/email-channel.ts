import { Token } from 'aws-cdk-lib';
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import { GoldenSignalsError } from '../private/errors';
import type { IChannel, Route } from './channel';

/**
 * An e-mail address, subscribed to the topics directly: it works when everything else is broken. The recipient has to
 * confirm the subscription once after the first deployment.
 */
export class EmailChannel implements IChannel {
  public constructor(public readonly address: string) {
    if (!Token.isUnresolved(address) && !/^[^\s@]+@[^\s@]+$/.test(address)) {
      throw new GoldenSignalsError('InvalidEmail', `${JSON.stringify(address)} is not an e-mail address`);
    }
  }

  public bind(route: Route): void {
    new Subscription(route.scope, `Email ${this.address}`, {
      topic: route.topic,
      protocol: SubscriptionProtocol.EMAIL,
      endpoint: this.address,
    });
  }
}

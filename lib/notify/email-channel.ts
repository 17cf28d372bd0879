import { Token } from 'aws-cdk-lib';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { GoldenSignalsError } from '../private/errors';
import { tokenName } from '../private/token-name';
import type { IChannel, Route } from './channel';

/**
 * Every change of an alarm but its first OK: each new alarm goes from INSUFFICIENT_DATA to OK, and a deployment would
 * send a mail for each.
 */
const NEWS = {
  $or: [
    { NewStateValue: [{ 'anything-but': ['OK'] }] },
    { OldStateValue: [{ 'anything-but': ['INSUFFICIENT_DATA'] }] },
  ],
};

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
    const id = `Email ${tokenName(this.address, route.scope)}`;
    // An address that is named twice is told once.
    if (route.scope.node.tryFindChild(id) !== undefined) return;
    new CfnSubscription(route.scope, id, {
      topicArn: route.topic.topicArn,
      protocol: 'email',
      endpoint: this.address,
      filterPolicyScope: 'MessageBody',
      filterPolicy: NEWS,
    });
  }
}

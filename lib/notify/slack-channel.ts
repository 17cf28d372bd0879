import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { GoldenSignalsError } from '../private/errors';
import type { IChannel, Route } from './channel';

/** A Slack channel. */
export interface SlackChannelProps {
  /**
   * Holds a bot token (`xoxb-…`, scope `chat:write`) or an incoming-webhook URL, as plain text or as the JSON
   * `{ "token": "…" }` / `{ "webhookUrl": "…" }`. With a bot token the OK is a reply in the thread of its ALARM; a
   * webhook can only post. The value is read by the notifier when it runs, never at synth.
   */
  readonly secret: ISecret;

  /**
   * Channel id (`C0123456789`) or name (`#alerts`); the bot has to be a member.
   *
   * @default - the channel that the webhook belongs to
   */
  readonly channel?: string;
}

/** Posts alerts to Slack through the notifier. */
export class SlackChannel implements IChannel {
  public constructor(private readonly props: SlackChannelProps) {
    if (Construct.isConstruct(props?.secret) && typeof props.secret.grantRead === 'function') return;
    throw new GoldenSignalsError(
      'InvalidSlackSecret',
      "a SlackChannel needs the secret that holds its token, as a construct: { secret: new Secret(this, 'Slack') } or Secret.fromSecretNameV2(…)",
    );
  }

  public bind(route: Route): void {
    const { secret, channel } = this.props;
    route.forwarder
      .notifier()
      .forward({ severity: route.severity, topic: route.topic, vendor: 'slack', secret, channel });
  }
}

import { Stack, Validations } from 'aws-cdk-lib';
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Severity } from '../alarms/severity';
import { tagSeverity } from '../alarms/severity-tag';
import { capitalise } from '../private/capitalise';
import { outermost, stackNameOf } from '../private/stacks';
import { AlertTopic, alertKey, letEventsUse } from './alert-topic';
import type { IChannel, INotifierSource } from './channel';
import { Notifier } from './notifier';
import { NotifierWatch } from './notifier-watch';
import type { Routes } from './routes';

export interface AlertRoutesProps {
  readonly serviceName: string;
  readonly dashboardName: string;
  readonly channels: readonly IChannel[];
  readonly routes: Routes;
}

/** Severity → topic → channels. Topics exist for `page` and `ticket`, and for `info` if somebody wants to hear of it. */
export class AlertRoutes extends Construct implements INotifierSource {
  /** The alarms on the notifier itself; none without a notifier. */
  public readonly notifierAlarms: readonly Alarm[];
  private readonly topics = new Map<Severity, AlertTopic>();
  /** The severities that somebody is told of, pages first. */
  private readonly heard: Severity[] = [];
  private readonly key: Key;
  private forwarder?: Notifier;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AlertRoutesProps,
  ) {
    super(scope, id);
    this.key = alertKey(this, 'Key');
    const bySeverity: Readonly<Record<Severity, readonly IChannel[] | undefined>> = {
      [Severity.PAGE]: props.routes.page ?? props.channels,
      [Severity.TICKET]: props.routes.ticket ?? props.channels,
      [Severity.INFO]: props.routes.info,
    };
    for (const severity of Object.values(Severity)) {
      const channels = bySeverity[severity];
      if (channels !== undefined) this.createRoute(severity, channels);
    }
    this.notifierAlarms = this.watchNotifier();
  }

  /** Whatever e-mail address hears of alarms hears of the notifier too, whoever subscribed it. */
  private watchNotifier(): readonly Alarm[] {
    if (this.forwarder === undefined) return [];
    const subscriptions = this.node
      .findAll()
      .filter((node): node is CfnSubscription => CfnSubscription.isCfnSubscription(node));
    const emails = subscriptions.flatMap(({ protocol, endpoint }) => (protocol === 'email' ? [endpoint ?? ''] : []));
    if (subscriptions.every(({ protocol }) => protocol === 'sqs')) {
      Validations.of(this).addWarning(
        'golden-signals:notifier-unwatched',
        "nobody is told when the notifier itself fails, its own alarms have to go through it: add an e-mail channel, such as new EmailChannel('ops@example.com'), to the channels of GoldenSignals",
      );
    }
    const { alarms } = new NotifierWatch(this, 'NotifierWatch', {
      notifier: this.forwarder,
      key: this.key,
      serviceName: this.props.serviceName,
      emails: [...new Set(emails)],
      otherwise: this.heard[0] === undefined ? undefined : this.actionOf(this.heard[0]),
    });
    return alarms;
  }

  /**
   * What alarms of a severity do; nothing where nobody is told. Alarms of other templates name the topic instead of
   * referring to it, so that each stack can be deployed and deleted alone.
   */
  public actionOf(severity: Severity, consumer: Stack = Stack.of(this)): IAlarmAction | undefined {
    const alarmActionArn = this.topicArn(severity, consumer);
    if (alarmActionArn === undefined) return undefined;
    return {
      bind: (_scope, alarm) => {
        if (consumer !== Stack.of(this)) tagSeverity(alarm, severity);
        return { alarmActionArn };
      },
    };
  }

  /** Where rules on events of a severity publish to, which they may from then on; nowhere where nobody is told. */
  public eventTopicArn(severity: Severity, consumer: Stack): string | undefined {
    const route = this.topics.get(severity);
    if (route === undefined) return undefined;
    route.letEventsPublish();
    letEventsUse(this.key);
    return this.topicArn(severity, consumer);
  }

  public has(severity: Severity): boolean {
    return this.topics.has(severity);
  }

  /** The topic of a severity, as `consumer` names it; none where nobody is told. */
  public topicArn(severity: Severity, consumer: Stack): string | undefined {
    const route = this.topics.get(severity);
    if (route === undefined || consumer === Stack.of(this)) return route?.topicArn;
    return consumer.formatArn({ service: 'sns', resource: this.topicName(severity) });
  }

  /** Known without a reference: the stack, where in it, the severity. */
  private topicName(severity: Severity): string {
    const stack = outermost(Stack.of(this));
    const owner = stackNameOf(stack);
    const below = this.node.path.slice(stack.node.path.length).replace(/\/Routes$/, '');
    const name = `${owner}${below}`.replace(/[^A-Za-z0-9_-]+/g, '-');
    // SNS allows 256 characters.
    return `${name.length > 200 ? `${name.slice(0, 150)}-${this.node.addr}` : name}-${severity}`;
  }

  public notifier(): Notifier {
    const { serviceName, dashboardName } = this.props;
    this.forwarder ??= new Notifier(this, 'Notifier', { serviceName, dashboardName });
    return this.forwarder;
  }

  private createRoute(severity: Severity, channels: readonly IChannel[]): void {
    const route = new AlertTopic(this, capitalise(severity), {
      severity,
      key: this.key,
      topicName: this.topicName(severity),
    });
    for (const channel of channels) {
      channel.bind({ severity, topic: route, scope: route, forwarder: this });
    }
    this.topics.set(severity, route);
    if (channels.length > 0) this.heard.push(severity);
    else {
      Validations.of(this).addWarning(
        `golden-signals:no-channel-${severity}`,
        `nobody is told of alarms with severity ${severity}: their topic has no channel; give GoldenSignals channels or routes`,
      );
    }
  }
}

import { Validations } from 'aws-cdk-lib';
import type { Alarm, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Severity } from '../alarms/severity';
import { capitalise } from '../private/capitalise';
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
    const { serviceName } = this.props;
    const subscriptions = this.node
      .findAll()
      .filter((node): node is CfnSubscription => CfnSubscription.isCfnSubscription(node));
    const emails = subscriptions.flatMap(({ protocol, endpoint }) => (protocol === 'email' ? [endpoint ?? ''] : []));
    const { alarms } = new NotifierWatch(this, 'NotifierWatch', {
      notifier: this.forwarder,
      key: this.key,
      serviceName,
      emails: [...new Set(emails)],
    });
    return alarms;
  }

  /** What alarms of a severity do; nothing where nobody is told. */
  public actionOf(severity: Severity): IAlarmAction | undefined {
    const topic = this.topics.get(severity)?.topic;
    return topic === undefined ? undefined : new SnsAction(topic);
  }

  /** Where rules on events of a severity publish to, which they may from then on; nowhere where nobody is told. */
  public eventTopicOf(severity: Severity): ITopic | undefined {
    const route = this.topics.get(severity);
    if (route === undefined) return undefined;
    route.letEventsPublish();
    letEventsUse(this.key);
    return route.topic;
  }

  public notifier(): Notifier {
    const { serviceName, dashboardName } = this.props;
    this.forwarder ??= new Notifier(this, 'Notifier', { serviceName, dashboardName });
    return this.forwarder;
  }

  private createRoute(severity: Severity, channels: readonly IChannel[]): void {
    const route = new AlertTopic(this, capitalise(severity), { key: this.key });
    for (const channel of channels) {
      channel.bind({ severity, topic: route.topic, scope: route, forwarder: this });
    }
    this.topics.set(severity, route);
    if (channels.length === 0) {
      Validations.of(this).addWarning(
        `golden-signals:no-channel-${severity}`,
        `nobody is told of alarms with severity ${severity}: their topic has no channel; give GoldenSignals channels or routes`,
      );
    }
  }
}

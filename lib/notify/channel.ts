import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Severity } from '../alarms/severity';
import type { Notifier } from './notifier';

/** Where alerts of one severity go. */
export interface Route {
  readonly severity: Severity;

  /** What the alarms of this severity publish to. */
  readonly topic: ITopic;

  /** The scope for whatever the channel creates. */
  readonly scope: Construct;

  /** Forwards what the topic receives to chat. Created when a channel first asks for it. */
  readonly forwarder: INotifierSource;
}

/** Gives the notifier to those channels that need it. */
export interface INotifierSource {
  /** The one notifier of this `GoldenSignals`. */
  notifier(): Notifier;
}

/** A way to reach people: e-mail, a chat channel. */
export interface IChannel {
  /** Connects the channel to a route. Called once for each route that it is part of. */
  bind(route: Route): void;
}

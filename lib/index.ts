// The public surface, in the order in which things flow. All of it is in the jsii subset: no functions, no generics.

export * from './alarms/severity';
export * from './golden-signals';
export * from './golden-signals-props';
export * from './logs/log-policy';
export * from './notify/channel';
export * from './notify/email-channel';
export * from './notify/notifier';
export * from './notify/routes';
export * from './notify/slack-channel';
export * from './plan/alarm-override';
export * from './settings/alarm-profile';
export * from './settings/expected';
export * from './settings/resource-settings';
export * from './settings/service-settings';
export * from './settings/settings';
export * from './signals/golden-signal';
export * from './signals/metric-contract';
export * from './signals/watch-metrics-options';
export * from './watch-options';

export { readAlarmAction } from './alarm-action';
export { readAlarmEvent } from './alarm-event';
export { readAwsEvent } from './aws-event';
export { readCustomNotification } from './custom-notification';
export { readEventAlert } from './event-alert';
export { readSnsAlarm } from './sns-alarm';

import type { AlarmState } from '../run-record';
import type { AlarmModel, CompositeAlarmModel, NotRehearsed } from '../template/model';
import { isComposite } from './alarm-message';

type AnyAlarm = AlarmModel | CompositeAlarmModel;

/** The actions that CloudWatch runs when the alarm goes to `state`. */
export function actionsFor(model: AnyAlarm, state: AlarmState): readonly string[] {
  if (state === 'OK') return model.okActions;
  return state === 'ALARM' ? model.alarmActions : model.insufficientDataActions;
}

/** Services whose actions a rehearsal runs. */
const REHEARSED = ['sns', 'lambda'];

/** The other services of an action's ARN, and whether composite alarms may use them. */
const OTHERS: Readonly<Record<string, { readonly name: string; readonly composite: boolean }>> = {
  autoscaling: { name: 'an Auto Scaling action', composite: false },
  automate: { name: 'an EC2 action', composite: false },
  swf: { name: 'an EC2 action', composite: false },
  ssm: { name: 'a Systems Manager action', composite: true },
  'ssm-incidents': { name: 'a Systems Manager action', composite: true },
  aiops: { name: 'an investigation', composite: true },
};

/** What an action is that a rehearsal only records: `an Auto Scaling action`; `undefined` for those that it runs. */
export function actionNotRehearsed(arn: string): string | undefined {
  const service = serviceOf(arn);
  if (service === undefined || REHEARSED.includes(service)) return undefined;
  return OTHERS[service]?.name ?? `an action of ${service}`;
}

/** The actions of an alarm that are only recorded, and those that CloudWatch refuses. */
export function actionFindings(model: AnyAlarm): NotRehearsed[] {
  const lists = {
    AlarmActions: model.alarmActions,
    OKActions: model.okActions,
    InsufficientDataActions: model.insufficientDataActions,
  };
  return Object.entries(lists).flatMap(([property, arns]) =>
    arns.flatMap((arn, index) => {
      const name = actionNotRehearsed(arn);
      if (name === undefined) return [];
      const refused = isComposite(model) && OTHERS[serviceOf(arn)!]?.composite === false;
      const what = refused
        ? `CloudWatch refuses ${name} on a composite alarm: it may use SNS, Lambda and Systems Manager`
        : `${name} is recorded, but not run`;
      return [{ where: `${model.logicalId}.${property}[${index}]`, what }];
    }),
  );
}

function serviceOf(arn: string): string | undefined {
  const [prefix, , service] = arn.split(':');
  return prefix === 'arn' ? service : undefined;
}

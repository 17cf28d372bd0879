import type { AlarmState, Child } from '../alert';
import { type Fields, nested, textOf, timeOf } from './fields';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** `text` if it is a state of an alarm. */
export function stateOf(text: string | undefined): AlarmState | undefined {
  return STATES.find((state) => state === text);
}

/** The region of an ARN. Payloads also have a `Region`, but there it is a display name. */
export function regionOf(arn: string | undefined): string | undefined {
  const region = arn?.split(':')[3];
  return region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d+$/.test(region) ? region : undefined;
}

/** The name in an alarm's ARN, which may itself hold colons; the whole text when it is no such ARN. */
export function alarmNameOf(arn: string): string {
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/s.exec(arn)?.[1] ?? arn;
}

/** One child as SNS (`Arn`, `State`) or EventBridge (`arn`, `state`) names it. */
export function childOf(fields: Fields): readonly Child[] {
  const arn = textOf(fields, 'Arn', 'arn');
  if (arn === undefined) return [];
  const state = Object.hasOwn(fields, 'State') ? nested(fields, 'State') : nested(fields, 'state');
  const value = textOf(state, 'Value', 'value');
  const changedAtMs = timeOf(textOf(state, 'Timestamp', 'timestamp'));
  return [
    {
      name: alarmNameOf(arn),
      ...(value !== undefined && { state: value }),
      ...(changedAtMs !== undefined && { changedAtMs }),
    },
  ];
}

/** The runbook's address in a description: a URL after the word, or one that has it in itself. Any other URL is no runbook. */
export function runbookIn(description: string | undefined): string | undefined {
  const text = (description ?? '').slice(0, 4096);
  const found =
    /\brun\s?book\b[^\n]{0,40}?(https?:\/\/[^\s<>"|]+)/i.exec(text) ??
    /(https?:\/\/[^\s<>"|]*runbook[^\s<>"|]*)/i.exec(text);
  if (found === null) return undefined;
  try {
    return new URL(found[1]!.replace(/[.,;:!?)\]}'`*]+$/, '')).href;
  } catch {
    return undefined;
  }
}

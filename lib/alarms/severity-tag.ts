import { TagManager } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Severity } from './severity';

/**
 * Tells those who read a template how severe an alarm is: the tag of the topic holds for all alarms that go there. An
 * alarm has it itself if it goes nowhere, or to a topic of another template.
 */
export function tagSeverity(alarmOrTopic: IConstruct, severity: Severity): void {
  TagManager.of(alarmOrTopic.node.defaultChild)?.setTag('golden-signals:severity', severity);
}

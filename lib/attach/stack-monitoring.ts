import { ArnFormat, type CfnCondition, CfnResource, Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { createAlarm } from '../alarms/create-alarm';
import { createEventRule } from '../alarms/create-event-rule';
import type { Severity } from '../alarms/severity';
import { whereCreated } from '../discover/if-created';
import { createLogFilter } from '../logs/create-log-filter';
import type { PlannedResource } from '../plan/plan';
import { sameEnvironment } from '../private/stacks';
import { bucketsOf, canNest, MAX_IN_BUCKET, nameInBucket, nestedStack } from './bucket';
import { conditionFor } from './condition';
import { type Fitted, fitInto } from './fit';
import { isTied } from './foreign-references';
import { IncludedTemplate } from './included-template';
import { countOf, isTooHeavy, resourceCount, roomForCounted, roomIn } from './room';

/** An alarm that was made, and where. */
export interface ProvisionedAlarm {
  readonly severity: Severity;
  readonly name: string;
  readonly stack: Stack;
  /** Known to the template that it stands in. */
  readonly arn: string;
}

export interface StackMonitoringProps {
  readonly stack: Stack;
  /** Resources of this template. */
  readonly planned: readonly PlannedResource[];
  readonly actionOf: (severity: Severity, consumer: Stack) => IAlarmAction | undefined;
  /** Where rules on events publish to. */
  readonly eventTopicArnOf: (severity: Severity, consumer: Stack) => string | undefined;
  /** A name that no other alarm of the environment has. */
  readonly claimName: (name: string, stack: Stack) => string;
  /** Whether alarms go to nested stacks in any case. */
  readonly nested: boolean;
  /** What else is still to be added to the template: dashboards. */
  readonly reserved: number;
}

/** What was made for a template. */
export interface StackMonitoring {
  readonly alarms: readonly ProvisionedAlarm[];
  /** Whether it went to nested stacks. */
  readonly nested: boolean;
  /** The resources of which there is something: all but those for which there was no room. */
  readonly planned: readonly PlannedResource[];
  /** The resources for which there was no room. */
  readonly noRoom: readonly PlannedResource[];
  /** The resources of which some alarms had no room. */
  readonly without: Fitted['without'];
}

/** Alarms and log filters of the resources of one template: beside them, or in nested stacks when they do not fit. */
export function monitorStack(scope: Construct, props: StackMonitoringProps): StackMonitoring {
  const { stack, planned, reserved } = props;
  if (isOneTemplate(stack, planned)) {
    const fitted = fitInto(planned, roomForCounted(stack) - reserved);
    const alarms = fitted.planned.flatMap((entry) => provision(scope, entry, props));
    return { ...fitted, alarms, nested: false };
  }
  const nested =
    props.nested || countOf(planned) + reserved > roomIn(stack) || isTooHeavy(planned, resourceCount(stack));
  // A nested stack cannot see the conditions and mappings of its parent.
  const beside = nested
    ? planned.filter((entry) => conditionFor(entry, scope, stack) !== undefined || isTied(entry))
    : planned;
  const apart = planned.filter((entry) => !beside.includes(entry));
  const room = nested ? roomForCounted(stack) - countOf(beside) - reserved : 0;
  const buckets = bucketsOf(apart.map(bucketKey), room);
  if (nested && (buckets === undefined || room < 0)) {
    const fitted = fitInto(beside, roomIn(stack) - reserved);
    const alarms = fitted.planned.flatMap((entry) => provision(scope, entry, props));
    return { ...fitted, alarms, nested, noRoom: [...apart, ...fitted.noRoom] };
  }
  const noRoom: PlannedResource[] = [];
  const taken = new Map<string, { resources: number; room: number }>();
  const alarms = [
    ...beside.flatMap((entry) => provision(scope, entry, props)),
    ...apart.flatMap((entry) => {
      const bucket = buckets!.get(bucketKey(entry))!;
      const home = nestedStack(scope, `Alarms${bucket}`);
      const { resources, room } = taken.get(bucket) ?? { resources: 0, room: roomIn(home) };
      const left = room - countOf([entry]);
      if (left < 0 || resources >= MAX_IN_BUCKET) {
        noRoom.push(entry);
        return [];
      }
      taken.set(bucket, { resources: resources + 1, room: left });
      return provision(home, entry, props, bucket);
    }),
  ];
  return { alarms, nested, planned: planned.filter((entry) => !noRoom.includes(entry)), noRoom, without: [] };
}

/** Whether everything has to stand in one template. */
function isOneTemplate(stack: Stack, planned: readonly PlannedResource[]): boolean {
  if (!canNest(stack)) return true;
  // What names the resources of a template that CDK did not write has to stand in that template.
  return planned.some(
    ({ resource: { construct } }) => construct !== undefined && IncludedTemplate.isIncludedTemplate(construct),
  );
}

/** What tells in which nested stack a resource's alarms are. */
function bucketKey({ resource: { stackName, id } }: PlannedResource): string {
  return `${stackName}/${id}`;
}

function provision(
  parent: Construct,
  entry: PlannedResource,
  { stack: home, actionOf, eventTopicArnOf, claimName }: StackMonitoringProps,
  bucket?: string,
): ProvisionedAlarm[] {
  const { id, stackName } = entry.resource;
  const stack = Stack.of(parent);
  const condition = bucket === undefined ? conditionFor(entry, parent, home) : undefined;
  const scope = new Construct(parent, uniqueId(parent, id.replaceAll('/', '.')));
  const own = condition === undefined ? undefined : entry.resource.condition;
  const here = <T>(planned: T): T => (own === undefined ? planned : whereCreated(planned, own));
  for (const filter of entry.logFilters) createLogFilter(scope, here(filter));
  for (const event of entry.events) {
    const topicArn = eventTopicArnOf(event.severity, stack);
    if (topicArn !== undefined) createEventRule(scope, { ...event, pattern: here(event.pattern) }, topicArn);
  }
  const alarms = entry.signals
    .flatMap((signal) => signal.alarms)
    .map((planned) => {
      const wanted = bucket === undefined ? planned.name : nameInBucket(planned.name, stackName, bucket);
      const name = claimName(wanted, home);
      const query = here(planned.query);
      const alarm = createAlarm(scope, planned.id, { ...planned, name, query }, actionOf(planned.severity, stack));
      const arn = condition === undefined ? alarm.alarmArn : alarmArn(name, stack);
      return { severity: planned.severity, name, stack, arn };
    });
  if (condition !== undefined) applyCondition(scope, condition);
  return alarms;
}

function applyCondition(scope: Construct, condition: CfnCondition): void {
  for (const node of scope.node.findAll()) {
    if (CfnResource.isCfnResource(node)) node.cfnOptions.condition = condition;
  }
}

/** What a monitoring makes for itself, whatever else there is: nothing that is watched takes these ids from it. */
const OWN_IDS = /^(Routes|Shared|(Own|Conditional)?Dashboards?\d*|Alarms\d+|Template\d*|Deployed-.*)$/;

/** Two resources may have ids that differ only in `/` and `.`. */
function uniqueId(parent: Construct, id: string): string {
  const taken = OWN_IDS.test(id) || parent.node.tryFindChild(id) !== undefined;
  return taken ? uniqueId(parent, `${id}.`) : id;
}

/** The ARN of an alarm as another template names it: no reference, so that each can be deployed and deleted alone. */
export function alarmArn(name: string, consumer: Stack, home: Stack = consumer): string {
  const { account, region } = sameEnvironment(consumer, home) ? consumer : home;
  return consumer.formatArn({
    service: 'cloudwatch',
    account,
    region,
    resource: 'alarm',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

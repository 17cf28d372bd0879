import { CfnResource, RemovalPolicy, Resource, type Stack, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnVersion } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup, LogGroupClass, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { roomIn } from '../attach/room';
import { DefaultLogGroups } from '../discover/default-log-group';
import { isWithin } from '../discover/find-resources';
import { internalTo } from '../discover/internals';
import type { LogPolicy } from './log-policy';

const BASIC_EXECUTION = 'AWSLambdaBasicExecutionRole';

/** A subtree that is watched, and what in it is not. */
export interface LogPolicyTarget {
  readonly construct: IConstruct;
  readonly exclude: ReadonlySet<IConstruct>;
}

/**
 * Brings the log groups below the targets in line with the policy, before the resources are read: retention where
 * there is none, a log group for functions that have none.
 */
export function applyLogPolicy(root: IConstruct, targets: readonly LogPolicyTarget[], policy: LogPolicy): void {
  const retention = policy.retention ?? RetentionDays.THREE_MONTHS;
  const everything = root.node.findAll().filter(CfnResource.isCfnResource);
  const rolesWithAnyGroup = rolesThatWriteAnywhere(everything);
  const published = publishedFunctions(everything);
  const defaultLogGroups = new DefaultLogGroups(everything);
  const room = new RoomForLogGroups();
  for (const resource of new Set(targets.flatMap(watchedResources))) {
    if (CfnLogGroup.isCfnLogGroup(resource) && !isDecided(resource, retention)) resource.retentionInDays ??= retention;
    if (CfnFunction.isCfnFunction(resource)) {
      if (policy.jsonLogging === true) useJsonFormat(resource);
      const declared = defaultLogGroups.of(resource) !== undefined;
      if (policy.createLogGroups === false || declared) continue;
      giveLogGroup(resource, retention, { rolesWithAnyGroup, published, room });
    }
  }
}

function watchedResources({ construct, exclude }: LogPolicyTarget): CfnResource[] {
  const below = construct.node.findAll().filter(CfnResource.isCfnResource);
  return below.filter((resource) => !isWithin(resource, exclude) && internalTo(resource) === undefined);
}

/**
 * Whether a log group without retention is meant to have none. CDK's own `LogGroup` gives two years unless it is asked to
 * keep for ever, the class for delivered logs has a retention of its own, and CloudFormation knows no number for "for ever".
 */
function isDecided(group: CfnLogGroup, retention: RetentionDays): boolean {
  return retention === RetentionDays.INFINITE || group.logGroupClass === LogGroupClass.DELIVERY || isOfLogGroup(group);
}

function isOfLogGroup(group: CfnLogGroup): boolean {
  const { scope } = group.node;
  if (scope === undefined || !Resource.isResource(scope) || scope.node.defaultChild !== group) return false;
  return 'metricIncomingLogEvents' in scope;
}

function useJsonFormat(fn: CfnFunction): void {
  const config = loggingConfig(fn);
  if (config?.logFormat === undefined) fn.loggingConfig = { ...config, logFormat: 'JSON' };
}

interface LogGroupLimits {
  readonly rolesWithAnyGroup: ReadonlySet<string>;
  readonly published: ReadonlySet<string>;
  readonly room: RoomForLogGroups;
}

function giveLogGroup(
  fn: CfnFunction,
  retention: RetentionDays,
  { rolesWithAnyGroup, published, room }: LogGroupLimits,
): void {
  const config = loggingConfig(fn);
  if (config?.logGroup !== undefined || isUnknown(fn.loggingConfig)) return;
  if (published.has(within(fn.stack, fn.ref))) {
    Validations.of(fn).addWarning(
      'golden-signals:log-group-not-created',
      'a version of it is published, and another log group would publish a new one, so it keeps /aws/lambda/<name>: no retention is set and no lines are counted; give it a logGroup to change that',
    );
    return;
  }
  if (!rolesWithAnyGroup.has(within(fn.stack, fn.role))) {
    Validations.of(fn).addWarning(
      'golden-signals:log-group-not-created',
      'its role may not be allowed to write to another log group than /aws/lambda/<name>, so it keeps that one: no retention is set and no lines are counted; give it a logGroup to change that',
    );
    return;
  }
  if (!room.take(fn.stack)) {
    Validations.of(fn).addWarning(
      'golden-signals:no-room-for-log-group',
      'its stack has no room for a log group within the limits of CloudFormation, so it keeps /aws/lambda/<name>: no retention is set and no lines are counted; move some resources to another stack',
    );
    return;
  }
  const group = new LogGroup(fn.node.scope ?? fn, 'GoldenSignalsLogGroup', {
    retention,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const { condition } = fn.cfnOptions;
  if (condition !== undefined) (group.node.defaultChild as CfnLogGroup).cfnOptions.condition = condition;
  fn.loggingConfig = { ...config, logGroup: group.logGroupName };
}

/** Kept free for alarms and dashboards, which are then in nested stacks. */
const RESERVED = 30;

class RoomForLogGroups {
  private readonly left = new Map<Stack, number>();

  public take(stack: Stack): boolean {
    const left = this.left.get(stack) ?? roomIn(stack) - RESERVED;
    this.left.set(stack, left - 1);
    return left > 0;
  }
}

function loggingConfig(fn: CfnFunction): CfnFunction.LoggingConfigProperty | undefined {
  return isUnknown(fn.loggingConfig) ? undefined : (fn.loggingConfig as CfnFunction.LoggingConfigProperty | undefined);
}

/** A logging configuration that is itself a token cannot be read, and is left alone. */
function isUnknown(config: CfnFunction['loggingConfig']): boolean {
  return config !== undefined && 'resolve' in config;
}

/** ARNs, as they resolve within a stack, of the roles that may write to any log group. */
function rolesThatWriteAnywhere(resources: readonly CfnResource[]): ReadonlySet<string> {
  const roles = resources.filter((resource): resource is CfnRole => CfnRole.isCfnRole(resource));
  return new Set(
    roles
      .filter((role) => JSON.stringify(role.stack.resolve(role.managedPolicyArns) ?? []).includes(BASIC_EXECUTION))
      .map((role) => within(role.stack, role.attrArn)),
  );
}

/** Functions of which the app publishes versions: what changes in them is a release, which is not ours to make. */
function publishedFunctions(resources: readonly CfnResource[]): ReadonlySet<string> {
  const versions = resources.filter((resource): resource is CfnVersion => CfnVersion.isCfnVersion(resource));
  return new Set(versions.map(({ stack, functionName }) => within(stack, functionName)));
}

/** A reference, as it resolves within a stack. */
function within(stack: Stack, reference: string): string {
  return `${stack.node.addr} ${JSON.stringify(stack.resolve(reference))}`;
}

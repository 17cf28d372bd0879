import type { CfnResource } from 'aws-cdk-lib';
import { DefaultLogGroups } from './default-log-group';
import { cloudFormationProperties, propertyAt } from './properties';

const LAMBDA_FUNCTION = 'AWS::Lambda::Function';

/** Told with the format of the lines: ` JSON` or ` Text`. */
const LOG_GROUP = 'LoggingConfig.LogGroup';

/** Which resource types point at others in a way that matters to monitoring, and where. */
const POINTERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::SQS::Queue': ['RedrivePolicy.deadLetterTargetArn'],
  'AWS::SNS::Subscription': ['RedrivePolicy.deadLetterTargetArn'],
  [LAMBDA_FUNCTION]: ['DeadLetterConfig.TargetArn', LOG_GROUP],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'DestinationConfig.OnFailure.Destination'],
  'AWS::ApiGateway::Stage': ['AccessLogSetting.DestinationArn'],
  'AWS::ApiGatewayV2::Stage': ['AccessLogSettings.DestinationArn'],
  'AWS::Lambda::EventSourceMapping': ['FunctionName', 'DestinationConfig.OnFailure.Destination'],
};

/** How the resources of a tree refer to each other. */
export class References {
  private readonly found = new Map<string, string[]>();
  private readonly targets = new Map<CfnResource, Set<string>>();

  public constructor(resources: readonly CfnResource[]) {
    for (const resource of resources) this.read(resource);
    const defaultLogGroups = new DefaultLogGroups(resources);
    for (const fn of resources.filter(({ cfnResourceType }) => cfnResourceType === LAMBDA_FUNCTION)) {
      const group = defaultLogGroups.of(fn);
      if (group !== undefined) this.add(fn, LOG_GROUP, logicalIdOf(group));
    }
  }

  /** `AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn` for each resource that refers to this one. */
  public to(resource: CfnResource): readonly string[] {
    return this.found.get(keyOf(resource, logicalIdOf(resource))) ?? [];
  }

  /** Logical ids, in its own stack, that a resource refers to. */
  public from(resource: CfnResource): ReadonlySet<string> {
    return this.targets.get(resource) ?? new Set();
  }

  private read(resource: CfnResource): void {
    for (const path of POINTERS[resource.cfnResourceType] ?? []) {
      const target = logicalIdIn(propertyAt(cloudFormationProperties(resource), path));
      if (target !== undefined) this.add(resource, path, target);
    }
  }

  private add(from: CfnResource, path: string, target: string): void {
    const logFormat =
      path === LOG_GROUP ? propertyAt(cloudFormationProperties(from), 'LoggingConfig.LogFormat') : undefined;
    const how = `${from.cfnResourceType} ${path}${path === LOG_GROUP ? ` ${logFormat ?? 'Text'}` : ''}`;
    const key = keyOf(from, target);
    this.found.set(key, [...(this.found.get(key) ?? []), how]);
    this.targets.set(from, new Set([...this.from(from), target]));
  }
}

function logicalIdOf(resource: CfnResource): string {
  return resource.stack.resolve(resource.logicalId) as string;
}

function keyOf(resource: CfnResource, logicalId: string): string {
  return `${resource.stack.node.addr} ${logicalId}`;
}

/** The logical id that a value refers to: by `Ref` or `Fn::GetAtt`, also within a joined ARN. */
function logicalIdIn(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  if (typeof ref === 'string') return ref.startsWith('AWS::') ? undefined : ref;
  if (Array.isArray(attribute) && typeof attribute[0] === 'string') return attribute[0];
  if (typeof attribute === 'string') return attribute.split('.')[0];
  for (const member of Object.values(value)) {
    const found = logicalIdIn(member);
    if (found !== undefined) return found;
  }
  return undefined;
}

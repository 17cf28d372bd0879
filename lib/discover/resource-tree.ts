import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DefaultLogGroups } from './default-log-group';
import { logicalIdIn } from './logical-id';
import { cloudFormationProperties, type Properties, propertyAt } from './properties';

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

/**
 * All L1s of an app and how they refer to each other, read once when the tree is complete. What changes properties
 * afterwards is not seen.
 */
export class ResourceTree {
  private readonly rendered = new Map<CfnResource, Properties>();
  private readonly byLogicalId = new Map<string, CfnResource>();
  private readonly references = new Map<CfnResource, string[]>();
  private readonly named = new Map<CfnResource, Set<CfnResource>>();

  public constructor(root: IConstruct) {
    const resources = root.node.findAll().filter(CfnResource.isCfnResource);
    for (const resource of resources) {
      this.byLogicalId.set(keyOf(resource, resource.stack.resolve(resource.logicalId) as string), resource);
    }
    const defaultLogGroups = new DefaultLogGroups(resources);
    for (const resource of resources) {
      for (const path of POINTERS[resource.cfnResourceType] ?? []) {
        const logicalId = logicalIdIn(propertyAt(this.properties(resource), path));
        if (logicalId !== undefined) this.refer(resource, path, this.byLogicalId.get(keyOf(resource, logicalId)));
      }
      if (resource.cfnResourceType === LAMBDA_FUNCTION) this.refer(resource, LOG_GROUP, defaultLogGroups.of(resource));
    }
  }

  /** The properties of a resource as CloudFormation will see them. */
  public properties(resource: CfnResource): Properties {
    const known = this.rendered.get(resource);
    if (known !== undefined) return known;
    const properties = cloudFormationProperties(resource);
    this.rendered.set(resource, properties);
    return properties;
  }

  /** `AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn` for each resource of the stack that refers to this one. */
  public referencesTo(resource: CfnResource): readonly string[] {
    return this.references.get(resource) ?? [];
  }

  /** The resources that this one refers to: its dead-letter queue, its log group. */
  public namedBy(resource: CfnResource): ReadonlySet<CfnResource> {
    return this.named.get(resource) ?? new Set();
  }

  private refer(from: CfnResource, path: string, to: CfnResource | undefined): void {
    if (to === undefined) return;
    const format =
      path === LOG_GROUP ? ` ${propertyAt(this.properties(from), 'LoggingConfig.LogFormat') ?? 'Text'}` : '';
    this.references.set(to, [...this.referencesTo(to), `${from.cfnResourceType} ${path}${format}`]);
    this.named.set(from, new Set([...this.namedBy(from), to]));
  }
}

function keyOf(resource: CfnResource, logicalId: string): string {
  return `${resource.stack.node.addr} ${logicalId}`;
}

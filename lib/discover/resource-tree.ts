import { CfnElement, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Definitions } from '../signals/definitions';
import { CdkResource } from './cdk-resource';
import { DefaultLogGroups } from './default-log-group';
import { logicalIdsIn } from './logical-id';
import { cloudFormationProperties, type Properties, propertyAt } from './properties';
import { isOfSam } from './sam-resources';

const LAMBDA_FUNCTION = 'AWS::Lambda::Function';

/** Told with the format of the lines: ` JSON` or ` Text`. */
const LOG_GROUP = 'LoggingConfig.LogGroup';

/** One resource that refers to another, and where. */
interface Pointer {
  readonly from: CfnResource;
  readonly path: string;
}

/**
 * All L1s of an app and how they refer to each other, read once when the tree is complete. What changes properties
 * afterwards is not seen. Only resources of the catalogue, and those that its definitions read from, are looked into:
 * roles and policies, the most numerous, are not.
 */
export class ResourceTree {
  private readonly rendered = new Map<CfnResource, Properties>();
  private readonly byLogicalId = new Map<string, CfnResource>();
  private readonly parameters = new Map<string, CfnElement>();
  private readonly pointers = new Map<CfnResource, Pointer[]>();
  private readonly pointed = new Map<CfnResource, Map<string, CfnResource[]>>();
  private readonly resources = new Map<CfnResource, CdkResource>();

  public constructor(root: IConstruct, definitions: Definitions) {
    const elements = root.node.findAll().filter(CfnElement.isCfnElement);
    const resources = elements.filter(CfnResource.isCfnResource);
    for (const parameter of elements.filter((element) => 'valueAsString' in element)) {
      this.parameters.set(keyOf(parameter, parameter.stack.resolve(parameter.logicalId) as string), parameter);
    }
    for (const resource of resources) {
      this.byLogicalId.set(keyOf(resource, resource.stack.resolve(resource.logicalId) as string), resource);
    }
    const readFrom = new Set([...definitions.values()].flat().flatMap((definition) => definition.readFrom ?? []));
    const defaultLogGroups = new DefaultLogGroups(resources);
    for (const resource of resources) {
      const type = resource.cfnResourceType;
      if (!definitions.has(type) && !readFrom.has(type) && !isOfSam(resource)) continue;
      for (const { logicalId, path } of logicalIdsIn(this.properties(resource))) {
        // What SAM calls differently.
        const at = isOfSam(resource) ? path.replace(/^DeadLetterQueue\b/, 'DeadLetterConfig') : path;
        this.refer(resource, at, this.named(resource, logicalId));
      }
      if (type === LAMBDA_FUNCTION) this.refer(resource, LOG_GROUP, defaultLogGroups.of(resource));
    }
  }

  /** The properties of a resource as CloudFormation will see them. */
  public properties(resource: CfnResource): Properties {
    const known = this.rendered.get(resource);
    if (known !== undefined) return known;
    const properties = this.read(resource);
    this.rendered.set(resource, properties);
    return properties;
  }

  /** What cannot be rendered yet is not known; if it never can, CDK says so when it writes the template. */
  private read(resource: CfnResource): Properties {
    try {
      return cloudFormationProperties(resource);
    } catch {
      return {};
    }
  }

  /** The facts about an L1; one object for each. */
  public resourceOf(construct: CfnResource): CdkResource {
    const known = this.resources.get(construct);
    if (known !== undefined) return known;
    const resource = new CdkResource(construct, this);
    this.resources.set(construct, resource);
    return resource;
  }

  /** The L1 that a logical id in the properties of `from` stands for, also `<address of a stack>/<logical id>`. */
  public named(from: CfnResource, logicalId: string): CfnResource | undefined {
    return this.byLogicalId.get(keyIn(from, logicalId));
  }

  /** The same, also for parameters. */
  public elementNamed(from: CfnResource, logicalId: string): CfnElement | undefined {
    return this.named(from, logicalId) ?? this.parameters.get(keyIn(from, logicalId));
  }

  /** What refers to a resource, in the order of the tree. */
  public pointersTo(resource: CfnResource): readonly Pointer[] {
    return this.pointers.get(resource) ?? [];
  }

  /** What a resource refers to, by the path of the property. */
  public pointedBy(resource: CfnResource): ReadonlyMap<string, readonly CfnResource[]> {
    return this.pointed.get(resource) ?? new Map();
  }

  /** `AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn` for each resource that refers to this one. */
  public referencesTo(resource: CfnResource): readonly string[] {
    return this.pointersTo(resource).map(({ from, path }) => {
      const logs = from.cfnResourceType === LAMBDA_FUNCTION && path === LOG_GROUP;
      const format = logs ? ` ${propertyAt(this.properties(from), 'LoggingConfig.LogFormat') ?? 'Text'}` : '';
      return `${from.cfnResourceType} ${path}${format}`;
    });
  }

  private refer(from: CfnResource, path: string, to: CfnResource | undefined): void {
    if (to === undefined || to === from) return;
    const known = this.pointersTo(to);
    if (known.some((pointer) => pointer.from === from && pointer.path === path)) return;
    this.pointers.set(to, [...known, { from, path }]);
    const paths = this.pointed.get(from) ?? new Map<string, CfnResource[]>();
    paths.set(path, [...(paths.get(path) ?? []), to]);
    this.pointed.set(from, paths);
  }
}

function keyIn(from: CfnElement, logicalId: string): string {
  return logicalId.includes('/') ? logicalId.replace('/', ' ') : keyOf(from, logicalId);
}

function keyOf(resource: CfnElement, logicalId: string): string {
  return `${resource.stack.node.addr} ${logicalId}`;
}

import { Fn, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isRecord, type Template } from '../../template/template-file';
import { type Definitions, definitionOf } from '../signals/definitions';
import { deployedText } from './deployed-text';
import type { FoundResources, LeftOut } from './find-resources';
import { logicalIdsIn } from './logical-id';
import { isIntrinsic, propertyAt } from './properties';
import type { Resource } from './resource';
import { tagsIn } from './tags';

/** The stack that a template is in. */
export interface TemplateHost {
  readonly construct: IConstruct;
  readonly stackName: string;
  readonly region?: string;
  /** Names of what is deployed; without them references stay references. */
  readonly names?: DeployedNames;
}

/** What references to deployed resources and parameters give; `undefined` for what is not known. */
export interface DeployedNames {
  ref(name: string): string | undefined;
  attribute(logicalId: string, name: string): string | undefined;
}

interface Pointer {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';
const LAMBDA_FUNCTION = 'AWS::Lambda::Function';
const LOG_GROUP = 'LoggingConfig.LogGroup';

/** The resources of a template, and how they refer to each other. */
export class TemplateResources {
  private readonly pointers: readonly Pointer[];
  private readonly known = new Map<string, Resource>();

  public constructor(
    public readonly template: Template,
    /** As in the file: SAM's expansion carries no metadata over. */
    public readonly metadataOf: (logicalId: string) => unknown,
    public readonly host: TemplateHost,
  ) {
    const { Resources: resources } = template;
    this.pointers = Object.entries(resources).flatMap(([from, { Properties: properties = {} }]) =>
      logicalIdsIn(properties)
        .filter(({ logicalId }) => logicalId !== from && Object.hasOwn(resources, logicalId))
        .map(({ logicalId: to, path }) => ({ from, to, path })),
    );
  }

  /** What of it the catalogue watches. */
  public find(definitions: Definitions): FoundResources {
    const resources: Resource[] = [];
    const leftOut: LeftOut[] = [];
    for (const [logicalId, { Type: type }] of Object.entries(this.template.Resources)) {
      const resource = this.resourceOf(logicalId);
      let why = type === NESTED_STACK ? 'it is a template of its own: watch that' : undefined;
      if (why === undefined) {
        try {
          const definition = definitionOf(definitions, resource);
          if (definition === undefined) continue;
          why = definition.leftOut?.(resource);
        } catch (error) {
          why = `it could not be read: ${(error as Error).message}`;
        }
      }
      if (why === undefined) resources.push(resource);
      else leftOut.push({ path: resource.path, type, why });
    }
    return { resources, leftOut };
  }

  public resourceOf(logicalId: string): Resource {
    const known = this.known.get(logicalId);
    if (known !== undefined) return known;
    const resource = new TemplateResource(logicalId, this);
    this.known.set(logicalId, resource);
    return resource;
  }

  public pointersFrom(logicalId: string): readonly Pointer[] {
    return this.pointers.filter(({ from }) => from === logicalId);
  }

  public pointersTo(logicalId: string): readonly Pointer[] {
    return this.pointers.filter(({ to }) => to === logicalId);
  }
}

/** A `Resource` of a template that CDK did not write; its construct is the template that it stands in. */
class TemplateResource implements Resource {
  public readonly type: string;
  public readonly id: string;
  public readonly stackName: string;
  public readonly region: string | undefined;
  public readonly path: string;
  public readonly condition: string | undefined;
  public readonly construct: IConstruct;
  public readonly ownSettings: unknown;
  public readonly tags: Readonly<Record<string, string>>;
  public readonly unresolved: string[] = [];
  private readonly properties: Readonly<Record<string, unknown>>;

  public constructor(
    public readonly logicalId: string,
    private readonly all: TemplateResources,
  ) {
    const { Type: type, Properties: properties = {}, Condition: condition } = all.template.Resources[logicalId]!;
    const { construct, stackName, region } = all.host;
    this.type = type;
    this.id = logicalId;
    this.stackName = stackName;
    this.region = region;
    this.construct = construct;
    this.path = `${construct.node.path}/${logicalId}`;
    this.condition = typeof condition === 'string' ? condition : undefined;
    this.properties = properties;
    const metadata = all.metadataOf(logicalId);
    this.ownSettings = isRecord(metadata) ? metadata.GoldenSignals : undefined;
    this.tags = tagsIn(properties.Tags);
  }

  public get ref(): string {
    const { names } = this.all.host;
    if (names !== undefined) return known(names.ref(this.logicalId), this.logicalId);
    return this.ifCreated({ Ref: this.logicalId });
  }

  public get referredToAs(): readonly string[] {
    return this.all.pointersTo(this.logicalId).map(({ from, path }) => {
      const { Type: type, Properties: properties } = this.all.template.Resources[from]!;
      const logs = type === LAMBDA_FUNCTION && path === LOG_GROUP;
      return `${type} ${path}${logs ? ` ${propertyAt(properties, 'LoggingConfig.LogFormat') ?? 'Text'}` : ''}`;
    });
  }

  public attribute(name: string): string {
    const { names } = this.all.host;
    if (names !== undefined) return known(names.attribute(this.logicalId, name), `${this.logicalId}.${name}`);
    return this.ifCreated({ 'Fn::GetAtt': [this.logicalId, name] });
  }

  /** A parameter stands for its default. */
  public property(path: string): unknown {
    const value = propertyAt(this.properties, path);
    const parameter =
      isRecord(value) && typeof value.Ref === 'string' ? this.all.template.Parameters[value.Ref] : undefined;
    return parameter?.Default ?? value;
  }

  public number(path: string, fallback: number): number {
    const given = propertyAt(this.properties, path);
    if (given === undefined) return fallback;
    if (typeof given === 'object' && !this.unresolved.includes(path)) this.unresolved.push(path);
    const value = this.property(path);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : fallback;
  }

  public text(path: string): string | undefined {
    const value = propertyAt(this.properties, path);
    if (value === undefined || value === null) return undefined;
    if (isRecord(value) && value.Ref === 'AWS::NoValue') return undefined;
    if (typeof value !== 'object') return String(value);
    if (!isIntrinsic(value)) return undefined;
    const { names } = this.all.host;
    return names === undefined ? Token.asString(value) : deployedText(value, names);
  }

  public references(path: string): readonly Resource[] {
    return this.all
      .pointersFrom(this.logicalId)
      .filter((pointer) => pointer.path === path || pointer.path.startsWith(`${path}.`))
      .map(({ to }) => this.all.resourceOf(to));
  }

  public referrers(type: string): readonly Resource[] {
    const found = new Set(this.all.pointersTo(this.logicalId).map(({ from }) => from));
    return [...found].map((from) => this.all.resourceOf(from)).filter((resource) => resource.type === type);
  }

  /** A dashboard may not refer to a resource that its condition leaves out. */
  private ifCreated(intrinsic: object): string {
    const { condition, logicalId } = this;
    if (condition === undefined) return Token.asString(intrinsic);
    return Token.asString(Fn.conditionIf(condition, intrinsic, `${logicalId} is not created`));
  }
}

function known(name: string | undefined, what: string): string {
  if (name === undefined) throw new Error(`the name of ${what} is not known`);
  return name;
}

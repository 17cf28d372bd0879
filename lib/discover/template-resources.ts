import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isIntrinsic, mayBeNothing } from '../../template/intrinsic';
import { type TemplateResource as Declared, isRecord, type Template } from '../../template/template-file';
import { type Definitions, definitionOf, unfit } from '../signals/definitions';
import { Assumptions } from './assumptions';
import { deployedText } from './deployed-text';
import type { FoundResources, LeftOut } from './find-resources';
import { ifCreated } from './if-created';
import { internalNamed } from './internals';
import { NESTED_STACK } from './nested-stacks';
import type { Resource } from './resource';
import { tagsIn } from './tags';
import { LOG_GROUP, type Pointer, pointersIn } from './template-pointers';

/** The stack that a template is in. */
export interface TemplateHost {
  readonly construct: IConstruct;
  /** Where single resources stand. @default - in the template, by their logical ids */
  readonly placeOf?: (logicalId: string) => Pick<Resource, 'id' | 'path'> & { readonly construct: IConstruct };
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

const LAMBDA_FUNCTION = 'AWS::Lambda::Function';

/** The resources of a template, and how they refer to each other. */
export class TemplateResources {
  public readonly assumptions: Assumptions;
  private readonly from = new Map<string, Pointer[]>();
  private readonly to = new Map<string, Pointer[]>();
  private readonly known = new Map<string, Resource>();

  public constructor(
    public readonly template: Template,
    /** As in the file: SAM's expansion carries no metadata over. */
    public readonly metadataOf: (logicalId: string) => unknown,
    public readonly host: TemplateHost,
  ) {
    this.assumptions = new Assumptions(template);
    for (const pointer of pointersIn(template)) {
      this.from.set(pointer.from, [...this.pointersFrom(pointer.from), pointer]);
      this.to.set(pointer.to, [...this.pointersTo(pointer.to), pointer]);
    }
  }

  /** What of it, or of a part of it, the catalogue watches. */
  public find(
    definitions: Definitions,
    isWanted: (logicalId: string, resource: Declared) => boolean = () => true,
  ): FoundResources {
    const resources: Resource[] = [];
    const leftOut: LeftOut[] = [];
    for (const [logicalId, declared] of Object.entries(this.template.Resources)) {
      if (!isWanted(logicalId, declared)) continue;
      const { Type: type } = declared;
      const resource = this.resourceOf(logicalId);
      let why = type === NESTED_STACK ? whyNested(declared) : undefined;
      if (why === undefined) {
        try {
          const definition = definitionOf(definitions, resource);
          const unknown = definition === undefined ? unfit(definitions, resource) : undefined;
          if (definition === undefined && unknown === undefined) continue;
          why = this.internal(logicalId) ?? unknown ?? definition?.leftOut?.(resource);
        } catch (error) {
          why = `it could not be read: ${(error as Error).message}`;
        }
      }
      if (why === undefined) resources.push(resource);
      else leftOut.push({ path: resource.path, type, why });
    }
    return { resources, leftOut };
  }

  /** Why a resource is not the user's own: CDK wrote it, into a template that is now watched from outside. */
  private internal(logicalId: string): string | undefined {
    const metadata = this.metadataOf(logicalId);
    const path = isRecord(metadata) ? metadata['aws:cdk:path'] : undefined;
    const what = internalNamed([...(typeof path === 'string' ? path.split('/') : []), logicalId]);
    return what === undefined ? undefined : `belongs to ${what}, not to the service`;
  }

  public resourceOf(logicalId: string): Resource {
    const known = this.known.get(logicalId);
    if (known !== undefined) return known;
    const resource = new TemplateResource(logicalId, this);
    this.known.set(logicalId, resource);
    return resource;
  }

  public pointersFrom(logicalId: string): readonly Pointer[] {
    return this.from.get(logicalId) ?? [];
  }

  public pointersTo(logicalId: string): readonly Pointer[] {
    return this.to.get(logicalId) ?? [];
  }
}

function whyNested({ Properties: properties }: Declared): string {
  return properties?.TemplateURL === undefined
    ? 'it is an application of a repository, whose template is not here'
    : 'it is a template of its own: watch that';
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
    const { construct, stackName, region, placeOf } = all.host;
    const place = placeOf?.(logicalId) ?? { construct, id: logicalId, path: `${construct.node.path}/${logicalId}` };
    this.type = type;
    this.id = place.id;
    this.stackName = stackName;
    this.region = region;
    this.construct = place.construct;
    this.path = place.path;
    this.condition = typeof condition === 'string' ? condition : undefined;
    this.properties = properties;
    const metadata = all.metadataOf(logicalId);
    this.ownSettings = isRecord(metadata) ? metadata.GoldenSignals : undefined;
    this.tags = tagsIn(properties.Tags);
  }

  public get ref(): string {
    const { names } = this.all.host;
    if (names !== undefined) return known(names.ref(this.logicalId), this.logicalId);
    return ifCreated(this.condition, Token.asString({ Ref: this.logicalId }));
  }

  public get referredToAs(): readonly string[] {
    return this.all.pointersTo(this.logicalId).map(({ from, path }) => {
      const { Type: type, Properties: properties } = this.all.template.Resources[from]!;
      const logs = type === LAMBDA_FUNCTION && path === LOG_GROUP;
      return `${type} ${path}${logs ? ` ${this.all.assumptions.at(properties, 'LoggingConfig.LogFormat') ?? 'Text'}` : ''}`;
    });
  }

  public attribute(name: string): string {
    const { names } = this.all.host;
    if (names !== undefined) return known(names.attribute(this.logicalId, name), `${this.logicalId}.${name}`);
    return ifCreated(this.condition, Token.asString({ 'Fn::GetAtt': [this.logicalId, name] }));
  }

  /** As it is with the defaults of the parameters. */
  public property(path: string): unknown {
    const value = this.all.assumptions.at(this.properties, path);
    if (value === 'true') return true;
    return value === 'false' ? false : (value ?? undefined);
  }

  public number(path: string, fallback: number): number {
    const given = this.all.assumptions.below(this.properties, path);
    const value = this.all.assumptions.settle(given);
    if (value === undefined || value === null) return fallback;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    const isKnown = typeof number === 'number' && Number.isFinite(number);
    // A text that is no number may be a dynamic reference: `{{resolve:ssm:/shop/timeout}}`.
    if ((typeof given === 'object' || !isKnown) && !this.unresolved.includes(path)) this.unresolved.push(path);
    return isKnown ? number : fallback;
  }

  public text(path: string): string | undefined {
    const value = this.all.assumptions.below(this.properties, path);
    if (value === undefined || value === null || value === '') return undefined;
    if (mayBeNothing(value)) return undefined;
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
}

function known(name: string | undefined, what: string): string {
  if (name === undefined) throw new Error(`the name of ${what} is not known`);
  return name;
}

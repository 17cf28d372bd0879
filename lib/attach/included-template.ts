import { CfnCondition, CfnElement, CfnResource, type ICfnConditionExpression, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { isRecord } from '../../template/template-file';
import { GoldenSignalsError } from '../private/errors';

const SYMBOL = Symbol.for('cdk-golden-signals.IncludedTemplate');

/** The sections of a template, as they stand in its file. */
export type TemplateContent = Readonly<Record<string, unknown>>;

/** What CDK's own tools add to a template, and will add again: of a template that another app wrote. */
const TOOLING: Readonly<Record<string, readonly string[]>> = {
  Parameters: ['BootstrapVersion'],
  Rules: ['CheckBootstrapVersion'],
  Resources: ['CDKMetadata'],
  Conditions: ['CDKMetadataAvailable'],
};

/**
 * A template that CDK did not write, word for word in the stack: the stack is that template, and what is added to it.
 * Its conditions become constructs, so that what is added can be created under them.
 */
export class IncludedTemplate extends CfnElement {
  public static isIncludedTemplate(construct: IConstruct): construct is IncludedTemplate {
    return SYMBOL in construct;
  }

  private readonly content: TemplateContent;
  private readonly conditions = new Map<string, CfnCondition>();
  private readonly names: ReadonlySet<string>;

  public constructor(
    scope: Construct,
    id: string,
    content: TemplateContent,
    /** How many resources CloudFormation will make of it. */
    public readonly resourceCount: number,
    /** The names of the conditions that it will have when its macros have run. */
    conditions: readonly string[] = [],
  ) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.content = withoutTooling(content);
    this.names = new Set(namesIn(this.content, this.stack.stackName));
    const own = (this.content.Conditions ?? {}) as TemplateContent;
    const coming = conditions.filter((name) => !Object.hasOwn((content.Conditions ?? {}) as object, name));
    for (const name of [...Object.keys(own), ...coming]) {
      const condition = new CfnCondition(this, name, {
        expression: Token.asAny(own[name]) as ICfnConditionExpression,
      });
      // What a loop writes is there to be referred to, and may not stand in the template twice.
      if (coming.includes(name)) condition._toCloudFormation = () => ({});
      condition.overrideLogicalId(name);
      this.conditions.set(name, condition);
    }
  }

  /** How many resources its file has. */
  public get declaredCount(): number {
    return declaredIn(this.content);
  }

  /** A condition of the template. */
  public conditionNamed(name: string | undefined): CfnCondition | undefined {
    return name === undefined ? undefined : this.conditions.get(name);
  }

  /** Whether an alarm or a dashboard in it has this name already. */
  public hasNamed(name: string): boolean {
    return this.names.has(name);
  }

  /** Gives other logical ids to elements that have one of this template. */
  public rename(elements: readonly IConstruct[]): void {
    for (const element of elements) {
      if (!CfnElement.isCfnElement(element) || element === this || element.node.scope === this) continue;
      if (element.stack !== this.stack) continue;
      const logicalId = this.stack.resolve(element.logicalId) as string;
      if (this.declares(logicalId)) element.overrideLogicalId(`${logicalId}GoldenSignals`);
    }
  }

  /** Refuses a resource of the user's, or another template, that has a name of this template in the same section. */
  public refuse(elements: readonly IConstruct[]): void {
    for (const element of elements) {
      if (element === this || element.node.scopes.includes(this)) continue;
      if (!CfnElement.isCfnElement(element) || element.stack !== this.stack) continue;
      const taken = IncludedTemplate.isIncludedTemplate(element)
        ? this.sharedWith(element)
        : this.resourceNamed(CfnResource.isCfnResource(element) ? this.stack.resolve(element.logicalId) : '');
      if (taken === undefined) continue;
      throw new GoldenSignalsError(
        'LogicalIdTaken',
        `the template declares ${taken}, and so does ${element.node.path}: watch the template in a stack of its own`,
        this,
      );
    }
  }

  private sharedWith(other: IncludedTemplate): string | undefined {
    const names = Object.entries(other.content).flatMap(([section, members]) => {
      const own = this.content[section];
      return isRecord(members) && isRecord(own) ? Object.keys(members).filter((name) => Object.hasOwn(own, name)) : [];
    });
    return names[0] ?? other.resourceIds().find((id) => this.resourceNamed(id));
  }

  private resourceNamed(logicalId: string): string | undefined {
    return this.resourceIds().find((id) => id === logicalId);
  }

  /** Parameters and resources share their names. */
  private resourceIds(): string[] {
    const { Parameters: parameters = {}, Resources: resources = {} } = this.content;
    return [parameters, resources].flatMap((section) => (isRecord(section) ? Object.keys(section) : []));
  }

  private declares(logicalId: string): boolean {
    return Object.values(this.content).some((section) => isRecord(section) && Object.hasOwn(section, logicalId));
  }

  /** @internal */
  public _toCloudFormation(): object {
    const { Conditions: _conditions, ...rest } = this.content;
    return rest;
  }
}

/** How many resources a template has as it is written, before its transforms. */
export function declaredIn({ Resources: resources }: TemplateContent): number {
  return isRecord(resources) ? Object.keys(resources).length : 0;
}

/** Sections that are empty in YAML are null, and CDK cannot add to them. */
function withoutTooling(content: TemplateContent): TemplateContent {
  return Object.fromEntries(
    Object.entries(content).flatMap(([name, section]) => {
      if (section === null || section === undefined) return [];
      const tooling = TOOLING[name];
      if (tooling === undefined || !isRecord(section)) return [[name, section]];
      const own = Object.entries(section).filter(([id]) => !tooling.includes(id));
      return own.length === 0 && name !== 'Resources' ? [] : [[name, Object.fromEntries(own)]];
    }),
  );
}

/** The names of alarms and dashboards. */
function namesIn({ Resources: resources }: TemplateContent, stackName: string): string[] {
  return Object.values(isRecord(resources) ? resources : {}).flatMap((resource) => {
    if (!isRecord(resource) || !isRecord(resource.Properties)) return [];
    const { AlarmName, DashboardName } = resource.Properties;
    const name = AlarmName ?? DashboardName;
    const text = isRecord(name) ? name['Fn::Sub'] : name;
    return typeof text === 'string' ? [text.replaceAll('$' + '{AWS::StackName}', stackName)] : [];
  });
}

import { CfnCondition, CfnElement, type ICfnConditionExpression, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

const SYMBOL = Symbol.for('cdk-golden-signals.IncludedTemplate');

/** The sections of a template, as they stand in its file. */
export type TemplateContent = Readonly<Record<string, unknown>>;

/**
 * A template that CDK did not write, word for word in the stack: the stack is that template, and what is added to it.
 * Its conditions become constructs, so that what is added can be created under them.
 */
export class IncludedTemplate extends CfnElement {
  public static isIncludedTemplate(construct: IConstruct): construct is IncludedTemplate {
    return SYMBOL in construct;
  }

  /** Logical ids of its resources. */
  public readonly logicalIds: readonly string[];
  private readonly conditions = new Map<string, CfnCondition>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly content: TemplateContent,
  ) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.logicalIds = Object.keys((content.Resources ?? {}) as object);
    for (const [name, expression] of Object.entries((content.Conditions ?? {}) as object)) {
      const condition = new CfnCondition(this, name, {
        expression: Token.asAny(expression) as ICfnConditionExpression,
      });
      condition.overrideLogicalId(name);
      this.conditions.set(name, condition);
    }
  }

  /** A condition of the template. */
  public conditionNamed(name: string | undefined): CfnCondition | undefined {
    return name === undefined ? undefined : this.conditions.get(name);
  }

  /** @internal */
  public _toCloudFormation(): object {
    const { Conditions: _conditions, ...rest } = this.content;
    return rest;
  }
}

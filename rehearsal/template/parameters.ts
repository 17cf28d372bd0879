import type { Report } from '../../template/report';
import type { Template } from '../../template/template-file';
import { asText } from '../../template/value-text';

/** What a parameter is when its value cannot be known, and why. */
export interface Unknown {
  readonly unknown: string;
}

/** The values of a template's parameters: those that are given, else their defaults. */
export class Parameters {
  public constructor(
    private readonly declarations: Template['Parameters'],
    private readonly given: Readonly<Record<string, string>>,
  ) {}

  public has(name: string): boolean {
    return Object.hasOwn(this.declarations, name);
  }

  /** A text, or the texts of a list. */
  public valueOf(name: string): string | string[] | Unknown {
    const declaration = this.declarations[name]!;
    const given = this.given[name];
    const value = given ?? declaration.Default;
    if (value === undefined) return { unknown: `parameter ${name}, which has no default` };
    const type = asText(declaration.Type);
    // The default of an SSM-typed parameter is the parameter's name in SSM, not its value.
    if (given === undefined && type.startsWith('AWS::SSM::Parameter::Value'))
      return { unknown: `SSM parameter ${asText(value)}` };
    return type.includes('List')
      ? asText(value)
          .split(',')
          .map((each) => each.trim())
      : asText(value);
  }

  /** Reports values that CloudFormation would refuse, and given values that nothing asks for. */
  public check(report: Report): void {
    for (const name of Object.keys(this.given)) {
      if (!this.has(name)) report(`Parameters.${name}`, 'a value is given, and the template has no such parameter');
    }
    for (const [name, { AllowedValues: allowed }] of Object.entries(this.declarations)) {
      const value = this.valueOf(name);
      if (!Array.isArray(allowed) || typeof value !== 'string' || allowed.map(asText).includes(value)) continue;
      report(`Parameters.${name}`, `"${value}" is not one of its AllowedValues (${allowed.join(', ')})`);
    }
  }
}

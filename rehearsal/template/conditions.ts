import type { Report } from '../../template/report';
import { isRecord } from '../../template/template-file';
import { asText } from '../../template/value-text';

/** Tells which of a template's conditions hold. One that cannot be told counts as true and is reported. */
export class Conditions {
  private readonly results = new Map<string, boolean>();
  private readonly running = new Set<string>();

  public constructor(
    private readonly definitions: Readonly<Record<string, unknown>>,
    private readonly resolve: (value: unknown, where: string) => unknown,
    private readonly report: Report,
    /** Where they stand, for reports. */
    private readonly place = 'Conditions',
  ) {}

  public holds(name: string): boolean {
    const known = this.results.get(name);
    if (known !== undefined) return known;
    const where = `${this.place}.${name}`;
    if (!Object.hasOwn(this.definitions, name)) return this.assumeTrue(where, 'there is no such condition');
    if (this.running.has(name)) return this.assumeTrue(where, 'refers to itself');
    this.running.add(name);
    const result = this.evaluate(this.definitions[name], where);
    this.running.delete(name);
    this.results.set(name, result);
    return result;
  }

  private evaluate(condition: unknown, where: string): boolean {
    const [operator, operand] = isRecord(condition) ? (Object.entries(condition)[0] ?? []) : [];
    const operands = Array.isArray(operand) ? operand : [operand];
    switch (operator) {
      case 'Condition':
        return this.holds(asText(operand));
      case 'Fn::And':
        return operands.every((each) => this.evaluate(each, where));
      case 'Fn::Or':
        return operands.some((each) => this.evaluate(each, where));
      case 'Fn::Not':
        return !this.evaluate(operands[0], where);
      case 'Fn::Equals': {
        // A number and its text are the same to CloudFormation.
        const [left, right] = operands.map((each) => JSON.stringify(textsIn(this.resolve(each, where))));
        return left === right;
      }
      default:
        return this.assumeTrue(where, `${operator ?? 'this form'} is not known in a condition`);
    }
  }

  private assumeTrue(where: string, what: string): boolean {
    this.report(where, `${what}; taken as true`);
    return true;
  }
}

function textsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textsIn);
  return typeof value === 'object' && value !== null ? value : asText(value);
}

import type { Report } from '../../template/report';
import { isRecord, type Template } from '../../template/template-file';
import { asText } from '../../template/value-text';
import { cidrBlocks } from './cidr';
import { Conditions } from './conditions';
import { Parameters } from './parameters';
import { partitionOf, type StackContext, stackIdOf, urlSuffixOf } from './stack-context';

/** What Ref and Fn::GetAtt give for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where the resolver asks for what is not in the value itself. */
export interface IntrinsicSources {
  readonly template: Template;
  readonly stack: StackContext;
  readonly parameters: Readonly<Record<string, string>>;
  /** `undefined` when the template has no such resource. */
  identityOf(logicalId: string): Identity | undefined;
  /** Output of a nested stack; `undefined` when there is no such stack or output. */
  outputOf?(logicalId: string, output: string): string | undefined;
  /** Stands before the places that the resolver names itself: `Nested/` inside a nested stack. */
  readonly path?: string;
  readonly report: Report;
}

type Intrinsic = (operand: unknown, where: string) => unknown;

/** What `AWS::NoValue` resolves to: the property is removed. */
const noValue = undefined;

/**
 * Replaces intrinsic functions by the values that they stand for. What cannot be known becomes a text that shows
 * what was there, such as `unresolved(Fn::Cidr)`, and is reported; nothing throws.
 */
export class Intrinsics {
  public readonly conditions: Conditions;
  private readonly parameters: Parameters;
  private readonly functions: Readonly<Record<string, Intrinsic>>;

  public constructor(private readonly sources: IntrinsicSources) {
    this.conditions = new Conditions(
      sources.template.Conditions,
      (value, where) => this.resolve(value, where),
      sources.report,
      `${sources.path ?? ''}Conditions`,
    );
    this.parameters = new Parameters(sources.template.Parameters, sources.parameters);
    this.functions = {
      Ref: (name, where) => this.ref(asText(name), where),
      'Fn::GetAtt': (operand, where) => this.attribute(operand, where),
      'Fn::Join': (operand, where) => this.join(operand, where),
      'Fn::Sub': (operand, where) => this.substitute(operand, where),
      'Fn::Select': (operand, where) => this.select(operand, where),
      'Fn::Split': (operand, where) => this.split(operand, where),
      'Fn::If': (operand, where) => this.choose(operand, where),
      'Fn::FindInMap': (operand, where) => this.findInMap(operand, where),
      'Fn::ImportValue': (operand, where) => this.fromElsewhere(asText(this.resolve(operand, where)), where),
      'Fn::GetStackOutput': (operand, where) => this.stackOutput(operand, where),
      'Fn::Base64': (operand, where) => Buffer.from(this.text(operand, where)).toString('base64'),
      'Fn::GetAZs': (operand, where) => this.zones(operand, where),
      'Fn::Cidr': (operand, where) => this.cidr(operand, where),
      'Fn::ToJsonString': (operand, where) => JSON.stringify(this.resolve(operand, where)) ?? '',
      'Fn::Length': (operand, where) => this.length(operand, where),
    };
  }

  /** `value` with every intrinsic in it resolved. `where` stands in the reports. */
  public resolve(value: unknown, where: string): unknown {
    if (Array.isArray(value)) {
      return value.map((each) => this.resolve(each, where)).filter((each) => each !== noValue);
    }
    if (typeof value === 'string' && value.includes('{{resolve:')) {
      this.sources.report(where, 'dynamic reference to a parameter or secret: its text stands for the value');
    }
    if (!isRecord(value)) return value;
    const [name] = Object.keys(value);
    if (name !== undefined && Object.keys(value).length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const intrinsic = this.functions[name];
      return intrinsic === undefined ? this.unresolved(name, where) : intrinsic(value[name], where);
    }
    const members = Object.entries(value).map(([key, member]) =>
      key === 'Fn::Transform'
        ? ([key, this.leaveOut(`${where}.${key}`)] as const)
        : ([key, this.resolve(member, `${where}.${key}`)] as const),
    );
    return Object.fromEntries(members.filter(([, member]) => member !== noValue));
  }

  private ref(name: string, where: string): unknown {
    if (name === 'AWS::NoValue') return noValue;
    const { stack } = this.sources;
    const pseudo: Record<string, unknown> = {
      'AWS::Region': stack.region,
      'AWS::AccountId': stack.account,
      'AWS::Partition': partitionOf(stack.region),
      'AWS::URLSuffix': urlSuffixOf(stack.region),
      'AWS::StackName': stack.stackName,
      'AWS::StackId': stackIdOf(stack),
      'AWS::NotificationARNs': [],
    };
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    if (this.parameters.has(name)) {
      const value = this.parameters.valueOf(name);
      return typeof value === 'string' || Array.isArray(value) ? value : this.unresolved(value.unknown, where);
    }
    return this.sources.identityOf(name)?.ref ?? this.unresolved(`Ref ${name}`, where);
  }

  private attribute(operand: unknown, where: string): unknown {
    const [logicalId, ...path] = typeof operand === 'string' ? operand.split('.') : this.texts(operand, where);
    const attribute = path.join('.');
    const attributes = this.sources.identityOf(asText(logicalId))?.attributes ?? {};
    const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    const output = attribute.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
    return (
      value ??
      (output === undefined ? undefined : this.sources.outputOf?.(asText(logicalId), output)) ??
      this.unresolved(`${logicalId}.${attribute}`, where)
    );
  }

  private join(operand: unknown, where: string): unknown {
    const [delimiter, parts] = Array.isArray(operand) ? operand : [];
    const resolved = this.resolve(parts, where);
    return Array.isArray(resolved)
      ? resolved.map(asText).join(asText(delimiter ?? ''))
      : this.unresolved('Fn::Join', where);
  }

  private substitute(operand: unknown, where: string): string {
    const [text, variables] = Array.isArray(operand) ? operand : [operand, {}];
    return asText(text).replace(/\$\{(!?)([^}]*)\}/g, (_match, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      const key = name.trim();
      if (isRecord(variables) && Object.hasOwn(variables, key)) return this.text(variables[key], where);
      return asText(key.includes('.') ? this.attribute(key, where) : this.ref(key, where));
    });
  }

  private select(operand: unknown, where: string): unknown {
    const [index, list] = Array.isArray(operand)
      ? [this.resolve(operand[0], where), this.resolve(operand[1], where)]
      : [];
    return (Array.isArray(list) ? list[Number(index)] : undefined) ?? this.unresolved('Fn::Select', where);
  }

  private split(operand: unknown, where: string): unknown {
    const [delimiter, text] = Array.isArray(operand) ? operand : [];
    const resolved = this.resolve(text, where);
    return typeof resolved === 'string' ? resolved.split(asText(delimiter)) : this.unresolved('Fn::Split', where);
  }

  private choose(operand: unknown, where: string): unknown {
    if (!Array.isArray(operand)) return this.unresolved('Fn::If', where);
    return this.resolve(this.conditions.holds(asText(operand[0])) ? operand[1] : operand[2], where);
  }

  private findInMap(operand: unknown, where: string): unknown {
    const path = this.texts(operand, where).slice(0, 3);
    const found = path.reduce<unknown>(
      (at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      this.sources.template.Mappings,
    );
    if (Array.isArray(found)) return found.map(asText);
    if (found !== undefined && found !== null && typeof found !== 'object') return found;
    const options = Array.isArray(operand) ? operand[3] : undefined;
    if (isRecord(options) && 'DefaultValue' in options) return this.resolve(options.DefaultValue, where);
    return this.unresolved(`Fn::FindInMap ${path.join('.')}`, where);
  }

  private stackOutput(operand: unknown, where: string): string {
    const resolved = this.resolve(operand, where);
    const parts = isRecord(resolved)
      ? [resolved.StackName, resolved.OutputName]
      : Array.isArray(resolved)
        ? resolved
        : [resolved];
    return this.fromElsewhere(parts.map(asText).join('.'), where);
  }

  private fromElsewhere(name: string, where: string): string {
    this.sources.report(where, `value of another stack (${name}): its name stands for it`);
    return `imported(${name})`;
  }

  private zones(operand: unknown, where: string): string[] {
    const region = operand === undefined || operand === null ? '' : this.text(operand, where);
    return ['a', 'b', 'c'].map((zone) => `${region || this.sources.stack.region}${zone}`);
  }

  private cidr(operand: unknown, where: string): unknown {
    const [block = '', count, hostBits] = this.texts(operand, where);
    return cidrBlocks(block, Number(count), Number(hostBits)) ?? this.unresolved('Fn::Cidr', where);
  }

  private length(operand: unknown, where: string): unknown {
    const resolved = this.resolve(operand, where);
    return Array.isArray(resolved) ? resolved.length : this.unresolved('Fn::Length', where);
  }

  private text(operand: unknown, where: string): string {
    return asText(this.resolve(operand, where));
  }

  private texts(operand: unknown, where: string): string[] {
    return Array.isArray(operand) ? operand.map((each) => this.text(each, where)) : [asText(operand)];
  }

  private leaveOut(where: string): undefined {
    this.sources.report(where, 'macros are not run; what it would add is not there');
    return noValue;
  }

  private unresolved(what: string, where: string): string {
    this.sources.report(where, `cannot be resolved: ${what}`);
    return `unresolved(${what})`;
  }
}

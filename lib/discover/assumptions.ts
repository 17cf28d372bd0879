import { isRecord, type Template } from '../../template/template-file';

/** No template that means something nests deeper; a condition that refers to itself ends here. */
const MAX_DEPTH = 30;

/**
 * What the values of a template are if it is deployed with the defaults of its parameters: good enough to tell what a
 * resource is, not for a name.
 */
export class Assumptions {
  public constructor(private readonly template: Pick<Template, 'Parameters' | 'Conditions' | 'Mappings'>) {}

  /** The value, its outermost intrinsics settled: `undefined` for `AWS::NoValue`, itself where that cannot be told. */
  public settle(value: unknown, depth = 0): unknown {
    if (!isRecord(value) || depth > MAX_DEPTH || Object.keys(value).length !== 1) return value;
    const { Ref: ref, 'Fn::If': choice, 'Fn::FindInMap': entry } = value;
    if (ref === 'AWS::NoValue') return undefined;
    if (typeof ref === 'string') return this.defaultOf(ref) ?? value;
    if (Array.isArray(choice)) {
      const holds = this.condition(choice[0], depth + 1);
      return holds === undefined ? value : this.settle(choice[holds ? 1 : 2], depth + 1);
    }
    return Array.isArray(entry) ? (this.mapped(entry, depth + 1) ?? value) : value;
  }

  /** The value at a dotted path below properties, settled on the way and at its end. */
  public at(properties: unknown, path: string): unknown {
    return this.settle(this.below(properties, path));
  }

  /** As `at`, but as it stands at its end. */
  public below(properties: unknown, path: string): unknown {
    let value = properties;
    for (const step of path.split('.')) {
      const parent = this.settle(value);
      if (parent === null || typeof parent !== 'object') return undefined;
      value = (parent as Record<string, unknown>)[step];
    }
    return value;
  }

  private defaultOf(name: string): unknown {
    const parameter = own(this.template.Parameters, name);
    // The default of a parameter that is read from SSM is the name under which it stands there.
    if (!isRecord(parameter) || String(parameter.Type).startsWith('AWS::SSM::')) return undefined;
    return parameter.Default ?? undefined;
  }

  private condition(named: unknown, depth: number): boolean | undefined {
    const expression = typeof named === 'string' ? own(this.template.Conditions, named) : named;
    if (!isRecord(expression) || depth > MAX_DEPTH) return undefined;
    const { Condition: other, 'Fn::Equals': equals, 'Fn::Not': not, 'Fn::And': and, 'Fn::Or': or } = expression;
    if (typeof other === 'string') return this.condition(other, depth + 1);
    const all = (list: readonly unknown[]) => list.map((each) => this.condition(each, depth + 1));
    if (Array.isArray(equals)) {
      const [left, right] = equals.map((side) => this.settle(side, depth + 1));
      const known = [left, right].every((side) => side !== undefined && typeof side !== 'object');
      return known ? String(left) === String(right) : undefined;
    }
    if (Array.isArray(not)) {
      const [inner] = all(not);
      return inner === undefined ? undefined : !inner;
    }
    if (Array.isArray(and)) return decided(all(and), false);
    return Array.isArray(or) ? decided(all(or), true) : undefined;
  }

  private mapped(entry: readonly unknown[], depth: number): unknown {
    return entry.slice(0, 3).reduce((found: unknown, key) => {
      const name = this.settle(key, depth);
      return isRecord(found) && (typeof name === 'string' || typeof name === 'number')
        ? own(found, String(name))
        : undefined;
    }, this.template.Mappings);
  }
}

/** One `decisive` decides; otherwise all have to be known. */
function decided(values: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (values.includes(decisive)) return decisive;
  return values.includes(undefined) ? undefined : !decisive;
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

import { Fn, type IResolvable, Token, Tokenization } from 'aws-cdk-lib';

/** The name of something conditional: a dashboard may not refer to what its condition leaves out. */
class IfCreated implements IResolvable {
  public readonly creationStack = [];

  public constructor(
    public readonly condition: string,
    public readonly value: string,
  ) {}

  public resolve(): IResolvable {
    // Valid also where CloudFormation expects the name of a log group.
    return Fn.conditionIf(this.condition, this.value, 'not-created');
  }

  public toString(): string {
    return Token.asString(this);
  }
}

/** A reference to what is created under a condition; the reference itself where there is none. */
export function ifCreated(condition: string | undefined, value: string): string {
  return condition === undefined ? value : new IfCreated(condition, value).toString();
}

/** Plain data for where the condition holds: CloudFormation's own linter warns of a branch that is never taken. */
export function whereCreated<T>(data: T, condition: string): T {
  if (typeof data === 'string') {
    return textWhereCreated(data, condition) as T;
  }
  if (Array.isArray(data)) return data.map((member) => whereCreated(member, condition)) as T;
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, member]) => [key, whereCreated(member, condition)])) as T;
}

/** Such a name may be part of a text: `${function}:live`. */
function textWhereCreated(text: string, condition: string): string {
  return Tokenization.reverseString(text).tokens.reduce(
    (rest: string, token) =>
      token instanceof IfCreated && token.condition === condition
        ? rest.replaceAll(`${token}`, () => token.value)
        : rest,
    text,
  );
}

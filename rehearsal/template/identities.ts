import type { Template } from '../../template/template-file';
import { asText } from '../../template/value-text';
import type { Identity, Intrinsics } from './intrinsics';
import type { ResourceType } from './resource-type';
import type { StackContext } from './stack-context';
import { unknownIdentity } from './unknown-resource';

/** The physical identity of every resource of a template, worked out when it is first asked for. */
export class Identities {
  private readonly found = new Map<string, Identity>();

  public constructor(
    private readonly template: Template,
    private readonly stack: StackContext,
    private readonly typeOf: (type: string) => ResourceType | undefined,
    /** Stands before a logical id in reports: `Nested/` inside a nested stack. */
    private readonly path = '',
  ) {}

  /** `undefined` when the template has no such resource. `intrinsics` resolves a name that is not a plain text. */
  public of(logicalId: string, intrinsics: Intrinsics): Identity | undefined {
    if (!Object.hasOwn(this.template.Resources, logicalId)) return undefined;
    const declaration = this.template.Resources[logicalId]!;
    const known = this.found.get(logicalId);
    if (known !== undefined) return known;
    const name = (property: string): string | undefined => {
      const value = declaration.Properties?.[property];
      const resolved =
        value === undefined ? undefined : intrinsics.resolve(value, `${this.path}${logicalId}.${property}`);
      return resolved === undefined ? undefined : asText(resolved);
    };
    const standIn = unknownIdentity(logicalId, declaration.Type, this.stack);
    // Set first, so that a name that refers to its own resource comes to an end.
    this.found.set(logicalId, standIn);
    const identity = this.typeOf(declaration.Type)?.identify(logicalId, this.stack, name) ?? standIn;
    this.found.set(logicalId, identity);
    return identity;
  }
}

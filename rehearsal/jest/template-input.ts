import { isRecord } from '../../template/template-file';
import type { TemplateSource } from '../template/load-template';

/** What of a CDK stack is used: its synthesized assembly, so that the real handler bundles run. */
export interface StackLike {
  readonly node: { readonly root: unknown; tryFindChild(id: string): unknown };
  readonly artifactId: string;
  readonly templateFile: string;
  /** Of a nested stack. */
  readonly nestedStackResource?: unknown;
  /** Replaces tokens. */
  resolve(value: unknown): unknown;
}

/** What of a CDK app is used. It has to have one stack. */
export interface AppLike {
  synth(): AssemblyLike;
}

/** A cloud assembly. */
export interface AssemblyLike {
  /** Its stacks, those of its stages too. */
  readonly stacksRecursively: readonly { readonly id: string; readonly templateFullPath: string }[];
}

/** `Template` of `aws-cdk-lib/assertions`: the template alone, without the code of its functions. */
export interface AssertionsTemplate {
  toJSON(): Record<string, unknown>;
}

/** What a test can rehearse: a CDK stack, an app, an assertions.Template, a template file, or a parsed template. */
export type TemplateInput =
  | StackLike
  | AppLike
  | AssertionsTemplate
  | string
  | Readonly<Record<'Resources', unknown>>
  | (Omit<TemplateSource, 'template'> & { readonly template?: TemplateInput });

const sources = new WeakMap<object, TemplateSource>();

/**
 * Where the template is. A stack is synthesized once: what is added to it afterwards is not seen. Throws an Error that
 * says what can be given.
 */
export function templateSource(input: TemplateInput): TemplateSource {
  if (typeof input === 'string') return { templateFile: input };
  if (!isRecord(input)) throw new Error(`${String(input)} is not something to rehearse; ${WHAT_CAN_BE_GIVEN}`);
  const known = sources.get(input);
  if (known !== undefined) return known;
  const source = sourceOf(input as Exclude<TemplateInput, string>);
  sources.set(input, source);
  return source;
}

const WHAT_CAN_BE_GIVEN =
  'give a CDK Stack, an assertions.Template, the path of a template, or { template, parameters }';

function sourceOf(input: Exclude<TemplateInput, string>): TemplateSource {
  if (isStack(input)) return { templateFile: stackTemplate(input) };
  if (isApp(input)) return { templateFile: onlyTemplate(input.synth()) };
  if ('toJSON' in input && typeof input.toJSON === 'function') return { template: input.toJSON() };
  if ('Resources' in input) return { template: input };
  if ('template' in input || 'templateFile' in input) {
    const { template, ...others } = input as Extract<TemplateInput, { template?: unknown }>;
    return { ...(template === undefined ? {} : templateSource(template)), ...others };
  }
  throw new Error(
    `an object with ${Object.keys(input).slice(0, 5).join(', ') || 'nothing in it'} is not something to rehearse; ${WHAT_CAN_BE_GIVEN}`,
  );
}

/** A CDK stack, by its shape: the rehearsal does not import the CDK, and there may be two copies of it. */
export function isStack(input: unknown): input is StackLike {
  return isRecord(input) && 'templateFile' in input && 'artifactId' in input && isRecord(input.node);
}

function isApp(input: object): input is AppLike {
  return 'synth' in input && typeof input.synth === 'function';
}

function stackTemplate(stack: StackLike): string {
  if (stack.nestedStackResource !== undefined) {
    throw new Error('a nested stack is rehearsed with its parent: give the stack that it is in');
  }
  const root = stack.node.root;
  if (!isRecord(root) || !isApp(root)) {
    throw new Error('the stack is in no App, so that it cannot be synthesized: create it in new App()');
  }
  const artifact = root.synth().stacksRecursively.find(({ id }) => id === stack.artifactId);
  if (artifact === undefined) throw new Error(`the synthesized app has no stack ${stack.artifactId}`);
  return artifact.templateFullPath;
}

function onlyTemplate({ stacksRecursively: stacks }: AssemblyLike): string {
  if (stacks.length === 1) return stacks[0]!.templateFullPath;
  const names = stacks.map(({ id }) => id).join(', ');
  throw new Error(`the app has ${stacks.length} stacks${names === '' ? '' : `: ${names}`}; give one of them`);
}

import { isRecord } from '../../template/template-file';
import { physicalNames, withNames } from '../alarm-tests/stack-names';
import { listed, nearestNames } from '../nearest-name';
import { ScenarioError } from '../scenario/scenario';
import type { Model } from '../template/model';
import { isStack, type StackLike, type TemplateInput } from './template-input';

/**
 * A text of a test with the names that the stack gives its resources: `${LogicalId}`, and the tokens that CDK code
 * makes of `fn.functionName`. Throws a ScenarioError for a resource that has no name in a rehearsal.
 */
export function stackText(text: string, input: TemplateInput, model: Model): string {
  const names = physicalNames(model);
  return withNames(tokensNamed(text, input), names, (id, known) => {
    const near = nearestNames(id, known);
    const hint = near.length === 0 ? '' : `; did you mean ${listed(near, 'or')}?`;
    throw new ScenarioError(`"${text}": \${${id}} is no resource that has a name here${hint}`);
  });
}

/** The logical id that a token of the stack stands for, or the text itself. */
export function logicalIdIn(text: string, input: TemplateInput): string {
  return tokensNamed(text, input).replace(/^\$\{(.*)\}$/, '$1');
}

const TOKEN = /\$\{Token\[/;

function tokensNamed(text: string, input: TemplateInput): string {
  if (!TOKEN.test(text)) return text;
  const stack = stackOf(input);
  if (stack === undefined) {
    throw new ScenarioError(
      `"${text}" holds a token of CDK code, which only rehearsal(stack) can resolve; write the name`,
    );
  }
  return flat(stack.resolve(text)) ?? text;
}

/** The stack that a test gave, itself or as a template. */
export function stackOf(input: unknown): StackLike | undefined {
  if (isStack(input)) return input;
  return isRecord(input) && 'template' in input && isStack(input.template) ? input.template : undefined;
}

/** A resolved text: `Ref` and `Fn::GetAtt` become `${LogicalId}`. */
function flat(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return undefined;
  if (typeof value.Ref === 'string') return `\${${value.Ref}}`;
  const attribute = value['Fn::GetAtt'];
  if (Array.isArray(attribute)) return `\${${attribute[0]}}`;
  const join = value['Fn::Join'];
  if (!Array.isArray(join) || !Array.isArray(join[1])) return undefined;
  const parts = join[1].map(flat);
  return parts.includes(undefined) ? undefined : parts.join(String(join[0]));
}

import type { Stack } from 'aws-cdk-lib';
import { resourceCount } from './room';

/** Half of what CloudFormation allows: from here on nobody reads a template as it is written. */
const LARGE_RESOURCES = 250;

/** CDK's own setting, for who wants to decide it. */
const CONTEXT = '@aws-cdk/core:suppressTemplateIndentation';

/**
 * Writes a large template without indentation, as CDK advises for those near CloudFormation's limit of 1 MB, which counts
 * each space: a fifth of what alarms and dashboards weigh. CDK takes the setting only when a stack is made, and the stack
 * is the user's; where a later CDK keeps it elsewhere, the template is just longer.
 */
export function compactTemplate(stack: Stack): void {
  if (stack.node.tryGetContext(CONTEXT) !== undefined || resourceCount(stack) < LARGE_RESOURCES) return;
  Object.assign(stack, { _suppressTemplateIndentation: true });
}

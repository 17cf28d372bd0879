import type { CfnResource } from 'aws-cdk-lib';

/**
 * The log group that a function writes to when it names none: `/aws/lambda/<function>`. Somebody may have declared it,
 * as a log group or through CDK's older `logRetention`.
 */
export class DefaultLogGroups {
  private readonly byName = new Map<string, CfnResource>();

  public constructor(resources: readonly CfnResource[]) {
    for (const resource of resources) {
      if (resource.cfnResourceType !== 'AWS::Logs::LogGroup' && resource.cfnResourceType !== 'Custom::LogRetention')
        continue;
      const name = propertyOf(resource, 'logGroupName', 'LogGroupName');
      if (name !== undefined) this.byName.set(keyOf(resource, name), resource);
    }
  }

  /** What declares the default log group of a function; `undefined` if nothing does. */
  public of(fn: CfnResource): CfnResource | undefined {
    const { stack } = fn;
    const logicalId = stack.resolve(fn.logicalId) as string;
    const given = propertyOf(fn, 'functionName', 'FunctionName');
    const names = [`/aws/lambda/${fn.ref}`, { 'Fn::Sub': `/aws/lambda/\${${logicalId}}` }];
    if (typeof given === 'string') names.push(`/aws/lambda/${given}`);
    return names.map((name) => this.byName.get(keyOf(fn, name))).find((found) => found !== undefined);
  }
}

/** A property of an L1, typed or generic, as it was given. */
function propertyOf(resource: CfnResource, camelCase: string, pascalCase: string): unknown {
  const typed = (resource as unknown as Record<string, unknown>)[camelCase];
  if (typed !== undefined) return typed;
  return (resource as unknown as { _cfnProperties?: Record<string, unknown> })._cfnProperties?.[pascalCase];
}

function keyOf(resource: CfnResource, name: unknown): string {
  return `${resource.stack.node.addr} ${JSON.stringify(resource.stack.resolve(name))}`;
}

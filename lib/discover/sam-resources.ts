import { CfnElement, CfnResource, type Stack, Token } from 'aws-cdk-lib';
import { expandSam } from '../../template/sam/expand-sam';
import { NO_SECTIONS, type Template, type TemplateResource } from '../../template/template-file';
import type { Definitions } from '../signals/definitions';
import { stackNameOf } from './cdk-resource';
import type { FoundResources } from './find-resources';
import { cloudFormationProperties } from './properties';
import type { ResourceTree } from './resource-tree';
import { TemplateResources } from './template-resources';

/** Whether an L1 is one of SAM's own types: CloudFormation makes other resources of it, which only have logical ids. */
export function isOfSam(construct: CfnResource): boolean {
  return construct.cfnResourceType.startsWith('AWS::Serverless::');
}

/** How many resources CloudFormation makes of an L1 of SAM, at least: its limits count those. */
export function countMadeOf(construct: CfnResource): number {
  try {
    const properties = JSON.parse(JSON.stringify(cloudFormationProperties(construct)));
    const made = { [logicalIdOf(construct)]: { Type: construct.cfnResourceType, Properties: properties } };
    return Object.keys(expandSam({ ...NO_SECTIONS, Resources: made }, () => undefined).Resources).length;
  } catch {
    return 1;
  }
}

interface SamOptions {
  readonly definitions: Definitions;
  readonly tree: ResourceTree;
}

/** What CloudFormation will make of L1s of SAM that stand in CDK stacks, as far as the catalogue watches it. */
export function findSamResources(constructs: readonly CfnResource[], options: SamOptions): FoundResources {
  const found = [...byStack(constructs)].map(([stack, asked]): FoundResources => {
    try {
      return findInStack(stack, asked, options);
    } catch (error) {
      // Of what cannot be read nothing is known, and its deployment may not fail for that.
      const why = `it could not be read: ${(error as Error).message}`;
      const leftOut = asked.map(({ node, cfnResourceType: type }) => ({ path: node.path, type, why }));
      return { resources: [], leftOut };
    }
  });
  return {
    resources: found.flatMap(({ resources }) => resources),
    leftOut: found.flatMap(({ leftOut }) => leftOut),
  };
}

function findInStack(stack: Stack, asked: readonly CfnResource[], { definitions, tree }: SamOptions): FoundResources {
  const template = templateOf(stack, tree);
  const expanded = expandSam(template, () => undefined);
  const makers = new Map(
    stackResources(stack)
      .filter(isOfSam)
      .map((maker) => [logicalIdOf(maker), maker]),
  );
  const conditionOf = (maker: CfnResource) => template.Resources[logicalIdOf(maker)]!.Condition;
  const makerOf = (id: string): CfnResource => {
    const named = makers.get(makerNamed(id, makers) ?? '');
    // An API that several functions call for is in the care of any of them.
    return named ?? asked.find((maker) => conditionOf(maker) === expanded.Resources[id]?.Condition) ?? asked[0]!;
  };
  const all = new TemplateResources(expanded, (id) => stack.resolve(makers.get(id)?.cfnOptions.metadata), {
    construct: stack,
    placeOf: (id) => placeOf(id, makerNamed(id, makers), makerOf(id)),
    stackName: stackNameOf(asked[0]!),
    ...(Token.isUnresolved(stack.region) ? {} : { region: stack.region }),
  });
  return all.find(definitions, (id, { Condition: condition }) => {
    const isNew = makers.has(id) || !Object.hasOwn(template.Resources, id);
    // Nothing outside of SAM may name a condition that SAM writes.
    return isNew && asked.includes(makerOf(id)) && condition === conditionOf(makerOf(id));
  });
}

function byStack(constructs: readonly CfnResource[]): Map<Stack, CfnResource[]> {
  const stacks = new Map<Stack, CfnResource[]>();
  for (const construct of constructs) stacks.set(construct.stack, [...(stacks.get(construct.stack) ?? []), construct]);
  return stacks;
}

/** SAM names what it adds after the resource that asks for it; implicit APIs, which belong to several, it does not. */
function makerNamed(id: string, makers: ReadonlyMap<string, CfnResource>): string | undefined {
  const names = [...makers.keys()].filter((name) => id.startsWith(name));
  return names.sort((a, b) => b.length - a.length)[0];
}

/** `Orders/Fn` for the function, `Orders/Fn/Aliaslive` for its alias. */
function placeOf(id: string, makerId: string | undefined, construct: CfnResource) {
  const { stack, node } = construct;
  if (makerId === undefined) return { construct, id, path: `${stack.node.path}/${id}` };
  const further = id === makerId ? '' : `/${id.slice(makerId.length)}`;
  const below = node.scopes.slice(stack.node.scopes.length).map((scope) => scope.node.id);
  return { construct, id: `${below.join('/')}${further}`, path: `${node.path}${further}` };
}

function templateOf(stack: Stack, tree: ResourceTree): Template {
  const resources = stackResources(stack).map((resource): [string, TemplateResource] => {
    const condition = resource.cfnOptions.condition?.logicalId;
    return [
      logicalIdOf(resource),
      {
        Type: resource.cfnResourceType,
        // Without what is undefined, which would stand for what Globals say.
        Properties: JSON.parse(JSON.stringify(tree.properties(resource))),
        ...(condition === undefined ? {} : { Condition: stack.resolve(condition) }),
      },
    ];
  });
  return { ...NO_SECTIONS, ...otherSections(stack), Resources: Object.fromEntries(resources) };
}

/** Also `Globals`, where the stack includes a template of SAM. What cannot be rendered yet is not known. */
function otherSections(stack: Stack): Partial<Template> {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const element of elementsOf(stack).filter((each) => !CfnResource.isCfnResource(each))) {
    try {
      const fragment = stack.resolve((element as unknown as { _toCloudFormation(): object })._toCloudFormation());
      for (const name of ['Parameters', 'Conditions', 'Mappings', 'Globals']) {
        sections[name] = { ...sections[name], ...fragment[name] };
      }
    } catch {}
  }
  return sections as Partial<Template>;
}

function stackResources(stack: Stack): CfnResource[] {
  return elementsOf(stack).filter(CfnResource.isCfnResource);
}

function elementsOf(stack: Stack): CfnElement[] {
  return stack.node
    .findAll()
    .filter((node): node is CfnElement => CfnElement.isCfnElement(node) && node.stack === stack);
}

function logicalIdOf(resource: CfnResource): string {
  return resource.stack.resolve(resource.logicalId);
}

import { Stack, Token, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { namesOf, readLockFile, templateOf } from '../discover/lock-file';
import { type Nested, nestedStacks } from '../discover/nested-stacks';
import { readTemplate } from '../discover/template-file';
import { TemplateResources } from '../discover/template-resources';
import { GoldenSignalsError } from '../private/errors';
import { stackNameOf } from '../private/stacks';
import { declaredIn, IncludedTemplate, type TemplateContent } from './included-template';
import { resourceLimit } from './room';

/** A template that CDK did not write, put into the stack of `scope`. */
export function includeTemplate(scope: Construct, id: string, file: string): TemplateResources {
  const { content, expanded, addedConditions, loopedOver, unknownLoops } = readTemplate(file);
  refuseTooLarge(scope, file, content);
  const { Resources: resources, Conditions: conditions } = expanded;
  // SAM writes them again, the same: whoever reads the template before SAM finds them too.
  const all = { ...(content.Conditions as object | undefined), ...addedConditions };
  const whole = Object.keys(addedConditions).length === 0 ? content : { ...content, Conditions: all };
  const construct = new IncludedTemplate(scope, id, whole, Object.keys(resources).length, Object.keys(conditions));
  for (const [parameter, values] of Object.entries(loopedOver)) {
    const why =
      values === undefined
        ? `what loops over the parameter ${parameter} make is not watched: it has no default`
        : `loops over the parameter ${parameter} are watched as with its default, ${values.join(',')}: it cannot be deployed with another value`;
    Validations.of(scope).addWarning('golden-signals:loop-over-parameter', `${file}: ${why}`);
  }
  for (const loop of unknownLoops) {
    const why = `what ${loop} makes is not watched: what it loops over is not known before deployment`;
    Validations.of(scope).addWarning('golden-signals:unknown-loop', `${file}: ${why}`);
  }
  for (const why of nestedDoubts(file, nestedStacks(file, expanded))) {
    Validations.of(scope).addWarning('golden-signals:nested-template', `${file}: ${why}`);
  }
  const stack = Stack.of(scope);
  const region = Token.isUnresolved(stack.region) ? {} : { region: stack.region };
  const declared = content.Resources as Record<string, { Metadata?: unknown } | undefined>;
  return new TemplateResources(expanded, (logicalId) => declared[logicalId]?.Metadata, {
    construct,
    stackName: stackNameOf(stack),
    ...region,
  });
}

/** What a template nests are stacks of their own, whose names this one does not know. */
function nestedDoubts(file: string, nested: readonly Nested[]): string[] {
  const here = nested.filter((each) => each.file !== undefined);
  const deployed =
    'what is deployed of it with "npx golden-signals discover --stack NAME" and watchDeployed() in another stack';
  const doubt = (those: readonly Nested[], advice: string) =>
    those.length === 0
      ? []
      : [`what is in ${those.map(({ logicalId }) => logicalId).join(', ')}, which it nests, is not watched; ${advice}`];
  return [
    ...doubt(
      here,
      `use "npx golden-signals watch-template ${file} --out FOLDER/" in place of watchTemplate(), which watches all, or watch ${deployed}`,
    ),
    ...doubt(
      nested.filter((each) => !here.includes(each)),
      `watch ${deployed}`,
    ),
  ];
}

/** CDK would say the same of the stack, and not where its resources come from. */
function refuseTooLarge(scope: Construct, file: string, content: TemplateContent): void {
  const stack = Stack.of(scope);
  const limit = resourceLimit(stack);
  const before = stack.node.findAll().filter(IncludedTemplate.isIncludedTemplate);
  const declared = [...before.map(({ declaredCount }) => declaredCount), declaredIn(content)];
  const count = declared.reduce((sum, one) => sum + one, 0);
  if (limit === 0 || count <= limit) return;
  throw new GoldenSignalsError(
    'TemplateTooLarge',
    `${file} ${before.length === 0 ? '' : 'and the templates before it '}would give the stack ${count} resources, and CloudFormation allows ${limit}: split the template, or watch what is deployed of it from a stack of its own (npx golden-signals discover, then watchDeployed)`,
    scope,
  );
}

/** What a lock file says is deployed, to be watched from the stack of `scope`. */
export function includeDeployed(scope: Construct, file: string): TemplateResources {
  const lock = readLockFile(file);
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && region !== lock.region) {
    throw new GoldenSignalsError(
      'WrongRegion',
      `${file} is of a stack in ${lock.region}, and alarms see metrics of their own region only: watch it in a stack of ${lock.region}`,
      scope,
    );
  }
  const id = `Deployed-${lock.stackName}`;
  if (scope.node.tryFindChild(id) !== undefined) {
    throw new GoldenSignalsError('WatchedTwice', `${file}: the stack ${lock.stackName} is watched already`, scope);
  }
  return new TemplateResources(templateOf(lock), (logicalId) => lock.resources[logicalId]?.metadata, {
    construct: new Construct(scope, id),
    stackName: lock.stackName,
    region: lock.region,
    names: namesOf(lock),
  });
}

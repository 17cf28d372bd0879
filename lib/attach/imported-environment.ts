import { CfnResource, type ResourceEnvironment, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { PlannedResource } from '../plan/plan';

/** Where an imported resource is known to be, and its stack is not known to be. */
export function importedFrom({ resource }: PlannedResource): Partial<ResourceEnvironment> {
  const { construct } = resource;
  if (construct === undefined || CfnResource.isCfnResource(construct)) return {};
  const { env } = construct as IConstruct & { readonly env?: ResourceEnvironment };
  if (env === undefined) return {};
  const here = Stack.of(construct);
  // Not every import of CDK takes its environment from its ARN.
  const [, , , arnRegion = '', arnAccount = ''] = resource.attribute('Arn').split(':');
  const region = elsewhere([arnRegion, env.region], here.region);
  const account = Token.isUnresolved(here.account) ? undefined : elsewhere([arnAccount, env.account], here.account);
  return { ...(region === undefined ? {} : { region }), ...(account === undefined ? {} : { account }) };
}

function elsewhere(known: readonly string[], here: string): string | undefined {
  return known.find((place) => place !== '' && !Token.isUnresolved(place) && place !== here);
}

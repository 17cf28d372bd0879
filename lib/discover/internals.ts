import type { CfnResource } from 'aws-cdk-lib';

/**
 * Functions that CDK and its construct libraries add for themselves (custom resources, providers, log retention):
 * deployed with the user's stack, not the user's service.
 */
const INTERNAL_IDS: readonly { pattern: RegExp; what: string }[] = [
  // Nested stacks of providers: of EKS clusters, of global tables.
  { pattern: /^@aws-cdk--/, what: "a custom resource's provider" },
  { pattern: /^Custom::/, what: "a custom resource's provider" },
  { pattern: /^framework-on(Event|IsComplete|Timeout)$/, what: 'the custom resource provider framework' },
  { pattern: /^AWS679f53fac002430cb0da5b7982bd2287/, what: 'AwsCustomResource' },
  { pattern: /^LogRetention[0-9a-f]{8}/, what: 'log retention' },
  { pattern: /^BucketNotificationsHandler/, what: 'bucket notifications' },
  // SingletonFunction: `SingletonLambda` and a UUID without dashes.
  { pattern: /^SingletonLambda[0-9a-f]{32}$/, what: 'a singleton function' },
  // It waits for minutes until an instance is empty, as it should.
  { pattern: /^(DrainECSHook|LifecycleHookDrainHook)$/, what: "CDK's draining of instances of ECS" },
];

/** What internal machinery a resource belongs to; `undefined` when it is the user's own. */
export function internalTo(resource: CfnResource): string | undefined {
  return internalNamed(resource.node.scopes.map(({ node }) => node.id));
}

/** The same from ids: of the constructs on the way to a resource, or its logical id. */
export function internalNamed(ids: readonly string[]): string | undefined {
  return INTERNAL_IDS.find(({ pattern }) => ids.some((id) => pattern.test(id)))?.what;
}

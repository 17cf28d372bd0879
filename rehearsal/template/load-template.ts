import { basename, dirname } from 'node:path';
import { cloudAssets, stackOfManifest } from './cloud-assets';
import { Identities } from './identities';
import { type Identity, Intrinsics } from './intrinsics';
import type { Model, NotRehearsed } from './model';
import { Properties } from './properties';
import type { ModelParts, ReadContext, Resource, ResourceType } from './resource-type';
import * as resources from './resources';
import type { StackContext } from './stack-context';
import { asTemplate, readTemplateFile, type Template } from './template-file';

/** Which template to read, and as what. One of `templateFile` and `template` is given. */
export interface TemplateSource {
  /** A `*.template.json` of `cdk.out`, or any CloudFormation template as JSON. */
  readonly templateFile?: string;
  /** The template itself, parsed. */
  readonly template?: unknown;
  /** Cloud assembly that holds the code of functions; the template file's folder by default. */
  readonly assemblyDirectory?: string;
  /** From the assembly's manifest, else `us-east-1`. */
  readonly region?: string;
  /** From the assembly's manifest, else `123456789012`. */
  readonly account?: string;
  /** From the assembly's manifest, else the file's name, else `Stack`. */
  readonly stackName?: string;
  /** Values of template parameters; their defaults otherwise. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const knownTypes = new Map<string, ResourceType>(
  Object.values(resources)
    .flat()
    .map((resourceType) => [resourceType.type, resourceType]),
);

/**
 * Reads a template into a Model. Every name and ARN is resolved to a stable text. What is not understood stands in
 * `notRehearsed`. Throws only when the source is no template at all.
 */
export function loadTemplate(source: TemplateSource): Model {
  const { templateFile } = source;
  const template =
    source.template === undefined && templateFile !== undefined
      ? readTemplateFile(templateFile)
      : asTemplate(source.template, 'the given object');
  const assemblyDirectory =
    source.assemblyDirectory ?? (templateFile === undefined ? undefined : dirname(templateFile));
  const stack = stackOf(source, assemblyDirectory);
  const notRehearsed = new Map<string, NotRehearsed>();
  const report = (where: string, what: string): void => {
    notRehearsed.set(`${where}\n${what}`, { where, what });
  };
  if (template.Transform !== undefined) report('Transform', 'macros are not run');

  const identities = new Identities(template, stack, (type) => knownTypes.get(type));
  const intrinsics: Intrinsics = new Intrinsics({
    template,
    stack,
    parameters: source.parameters ?? {},
    report,
    identityOf: (logicalId) => identities.of(logicalId, intrinsics),
  });
  const read = resolveResources(template, intrinsics, (logicalId) => identities.of(logicalId, intrinsics)!, report);
  const context: ReadContext = {
    stack,
    assets: cloudAssets(assemblyDirectory, templateFile),
    report,
    resourcesOf: (type) => read.filter((resource) => resource.type === type),
  };
  const parts = read.map((resource) => {
    const resourceType = knownTypes.get(resource.type);
    if (resourceType === undefined) report(resource.logicalId, `${resource.type} is not known to the rehearsal`);
    return resourceType?.read?.(resource, context) ?? {};
  });
  for (const resource of read) if (knownTypes.get(resource.type)?.read) resource.properties.reportUnknown();
  const outputs = Object.entries(template.Outputs)
    .filter(([, output]) => typeof output.Condition !== 'string' || intrinsics.conditions.holds(output.Condition))
    .map(([name, output]) => [name, String(intrinsics.resolve(output.Value, `Outputs.${name}`))] as const);
  return {
    ...stack,
    ...merge(parts),
    outputs: Object.fromEntries(outputs),
    notRehearsed: [...notRehearsed.values()],
  };
}

function stackOf(source: TemplateSource, assemblyDirectory: string | undefined): StackContext {
  const { templateFile } = source;
  const manifest =
    assemblyDirectory === undefined || templateFile === undefined
      ? {}
      : stackOfManifest(assemblyDirectory, templateFile);
  const fileName = templateFile === undefined ? 'Stack' : basename(templateFile).replace(/\..*$/, '');
  return {
    stackName: source.stackName ?? manifest.stackName ?? fileName,
    region: source.region ?? manifest.region ?? 'us-east-1',
    account: source.account ?? manifest.account ?? '123456789012',
  };
}

function resolveResources(
  template: Template,
  intrinsics: Intrinsics,
  identityOf: (logicalId: string) => Identity,
  report: (where: string, what: string) => void,
): Resource[] {
  return Object.entries(template.Resources)
    .filter(([, { Condition }]) => typeof Condition !== 'string' || intrinsics.conditions.holds(Condition))
    .map(([logicalId, { Type: type, Properties: properties = {} }]) => {
      // What nobody reads need not resolve: a policy's conditions would only fill the report.
      const resolved = knownTypes.get(type)?.read ? intrinsics.resolve(properties, logicalId) : {};
      return {
        logicalId,
        type,
        identity: identityOf(logicalId),
        properties: new Properties(logicalId, resolved as Record<string, unknown>, report),
      };
    });
}

function merge(parts: readonly ModelParts[]): Required<ModelParts> {
  const all = <Part extends keyof ModelParts>(part: Part): NonNullable<ModelParts[Part]> =>
    parts.flatMap((each) => (each[part] ?? []) as unknown[]) as unknown as NonNullable<ModelParts[Part]>;
  return {
    functions: all('functions'),
    eventSourceMappings: all('eventSourceMappings'),
    httpApis: all('httpApis'),
    queues: all('queues'),
    topics: all('topics'),
    subscriptions: all('subscriptions'),
    tables: all('tables'),
    secrets: all('secrets'),
    logGroups: all('logGroups'),
    metricFilters: all('metricFilters'),
    alarms: all('alarms'),
    compositeAlarms: all('compositeAlarms'),
    dashboards: all('dashboards'),
    muteRules: all('muteRules'),
    subscriptionFilters: all('subscriptionFilters'),
    keys: all('keys'),
    permissions: all('permissions'),
    notRehearsed: all('notRehearsed'),
  };
}

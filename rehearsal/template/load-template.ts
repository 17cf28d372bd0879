import { basename, dirname } from 'node:path';
import { givenTemplate, readTemplateFile } from '../../template/template-file';
import { cloudAssets, stackOfManifest } from './cloud-assets';
import type { Model, NotRehearsed } from './model';
import type { ModelParts, Resource, ResourceType } from './resource-type';
import * as resources from './resources';
import { withSeverities } from './severity';
import type { StackContext } from './stack-context';
import { TemplateStack } from './template-stack';

/** Which template to read, and as what. One of `templateFile` and `template` is given. */
export interface TemplateSource {
  /** A `*.template.json` of `cdk.out`, or any CloudFormation or SAM template, JSON or YAML. */
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
 * Reads a template and its nested stacks into a Model. Every name and ARN is resolved to a stable text. What is not
 * understood stands in `notRehearsed`. Throws a TemplateError only when the source is no template at all.
 */
export function loadTemplate(source: TemplateSource): Model {
  const { templateFile } = source;
  const fromFile = source.template === undefined ? templateFile : undefined;
  const assemblyDirectory =
    source.assemblyDirectory ?? (templateFile === undefined ? undefined : dirname(templateFile));
  const stack = stackOf(source, assemblyDirectory);
  const notRehearsed = new Map<string, NotRehearsed>();
  const report = (where: string, what: string): void => {
    notRehearsed.set(`${where}\n${what}`, { where, what });
  };
  const root = new TemplateStack({
    source: fromFile === undefined ? givenTemplate(source.template) : readTemplateFile(fromFile),
    ...(fromFile === undefined ? {} : { file: fromFile }),
    stack,
    parameters: source.parameters ?? {},
    assets: cloudAssets(assemblyDirectory, templateFile),
    report,
    typeOf: (type) => knownTypes.get(type),
  });
  const found = root.resources();
  const all = found.map(({ resource }) => resource);
  const byType = new Map<string, Resource[]>();
  for (const resource of all) byType.set(resource.type, [...(byType.get(resource.type) ?? []), resource]);
  const resourcesOf = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const parts = found.map(({ resource, home }) => {
    const resourceType = knownTypes.get(resource.type);
    const unknown = resourceType === undefined ? 'is not known to the rehearsal' : resourceType.notRehearsed;
    if (unknown !== undefined) report(resource.logicalId, `${resource.type} ${unknown}`);
    return resourceType?.read?.(resource, { stack: home.stack, assets: home.assets, report, resourcesOf }) ?? {};
  });
  for (const resource of all) if (knownTypes.get(resource.type)?.read) resource.properties.reportUnknown();
  const merged = merge(parts);
  return {
    ...stack,
    ...merged,
    alarms: withSeverities(merged.alarms, merged.topics),
    compositeAlarms: withSeverities(merged.compositeAlarms, merged.topics),
    outputs: root.outputs(),
    absentAlarms: root.absentAlarms(),
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
    absentAlarms: all('absentAlarms'),
    notRehearsed: all('notRehearsed'),
  };
}

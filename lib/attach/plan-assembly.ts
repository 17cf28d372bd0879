import { type Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { findResources } from '../discover/find-resources';
import { ResourceTree } from '../discover/resource-tree';
import type { TemplateResources } from '../discover/template-resources';
import type { GoldenSignalsProps } from '../golden-signals-props';
import { applyLogPolicy } from '../logs/apply-log-policy';
import { makePlan, type Watched } from '../plan/make-plan';
import type { Plan } from '../plan/plan';
import type { SettingsCheck } from '../plan/settings-check';
import { stackNameOf } from '../private/stacks';
import { tokenName } from '../private/token-name';
import { definitions } from '../resources/generated/registry';
import { logGroup } from '../resources/log-group';
import type { ResourceSettings } from '../settings/resource-settings';
import type { SettingsSource } from '../settings/settings';
import { contractDefinition, contractResource } from '../signals/contract-definition';
import type { MetricContract } from '../signals/metric-contract';
import type { WatchMetricsOptions } from '../signals/watch-metrics-options';
import { assemblyOf } from './assemblies';

/** One `watch()`. Its settings are one object for all stages that it covers: a typo is one that none of them knows. */
export interface AskedTarget {
  readonly construct: IConstruct;
  readonly exclude: readonly IConstruct[];
  readonly settings: ResourceSettings;
}

/** Everything that the user asked to watch. */
export interface Asked {
  readonly targets: readonly AskedTarget[];
  readonly templates: readonly { readonly resources: TemplateResources; readonly settings: ResourceSettings }[];
  readonly contracts: readonly { readonly contract: MetricContract; readonly options: WatchMetricsOptions }[];
}

export interface PlanAssemblyOptions {
  readonly home: Stack;
  /** Whether the monitoring itself stands in this assembly; templates and contracts are planned there. */
  readonly isHome: boolean;
  readonly check: SettingsCheck;
  readonly serviceName: string;
  readonly props: GoldenSignalsProps;
  /** What is monitoring and not the service. */
  readonly isMonitoring: (construct: IConstruct) => boolean;
}

/** The plan for what is watched in an app or in a stage, which are synthesized one by one. */
export function planAssembly(
  assembly: IConstruct,
  { targets, templates, contracts }: Asked,
  { home, isHome, check, serviceName, props, isMonitoring }: PlanAssemblyOptions,
): { readonly plan: Plan; readonly tree: ResourceTree } {
  const { logs = {} } = props;
  const known = new Map(definitions);
  if (logs.countLines === false) for (const type of logGroup.types) known.delete(type);
  const notWatched = assembly.node
    .findAll()
    .filter((node) => isMonitoring(node) || (node !== assembly && Stage.isStage(node)));
  const here = targets.flatMap((target) => targetIn(assembly, target, notWatched));
  applyLogPolicy(assembly, here, logs);
  // Read after all log groups are in place, and once for all targets.
  const tree = new ResourceTree(assembly, known);
  const watched: Watched[] = here.map(({ construct, exclude, ...rest }) => ({
    found: findResources(construct, { definitions: known, tree, exclude }),
    ...rest,
  }));
  for (const { resources, settings } of isHome ? templates : []) {
    watched.push({ found: resources.find(known), settings });
  }
  for (const { contract, options } of isHome ? contracts : []) {
    const nameOf = (value: string) => tokenName(value, home);
    const resource = contractResource(contract, options, stackNameOf(home), nameOf);
    known.set(resource.type, [contractDefinition(contract, options, nameOf)]);
    watched.push({ found: { resources: [resource], leftOut: [] } });
  }
  return { tree, plan: makePlan(watched, { serviceName, definitions: known, sources: sourcesOf(props), check }) };
}

/** Settings of the whole service, from the weakest to the strongest. */
export function sourcesOf(props: GoldenSignalsProps): SettingsSource[] {
  return [{ where: 'GoldenSignalsProps', values: props }, ...(props.settings?.sources ?? [])];
}

/** The part of a target that stands in an assembly; none of one that stands elsewhere. */
function targetIn(
  assembly: IConstruct,
  { construct, exclude, settings }: AskedTarget,
  notWatched: readonly IConstruct[],
) {
  const inside = construct.node.scopes.includes(assembly);
  if (!inside && !assembly.node.scopes.includes(construct)) return [];
  if (inside && assemblyOf(construct) !== assembly) return [];
  return [
    {
      construct: inside ? construct : assembly,
      exclude: new Set([...exclude, ...notWatched]),
      settings,
    },
  ];
}

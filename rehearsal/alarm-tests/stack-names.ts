import { constructIdOf } from '../scenario/logical-id';
import type { AlarmModel, CompositeAlarmModel, Model } from '../template/model';

/** Something with a logical id. */
interface Resource {
  readonly logicalId: string;
}

/** The one that an author means: by its name, or by its logical id with or without the hash that CDK appends. */
export function named<T extends Resource>(all: readonly T[], name: string, nameOf: (each: T) => string): T | undefined {
  return (
    all.find((each) => nameOf(each) === name) ??
    all.find(({ logicalId }) => logicalId === name) ??
    all.find((each) => constructIdOf(each) === name)
  );
}

/** Every alarm of a stack. */
export function alarmsOf({ alarms, compositeAlarms }: Model): readonly (AlarmModel | CompositeAlarmModel)[] {
  return [...alarms, ...compositeAlarms];
}

/** What `${LogicalId}` stands for in a template, by logical id: the name that metrics have in their dimensions. */
export function physicalNames(model: Model): ReadonlyMap<string, string> {
  return new Map([
    ...model.functions.map(({ logicalId, functionName }) => [logicalId, functionName] as const),
    ...model.httpApis.map(({ logicalId, apiId }) => [logicalId, apiId] as const),
    ...model.queues.map(({ logicalId, queueName }) => [logicalId, queueName] as const),
    ...model.topics.map(({ logicalId, topicName }) => [logicalId, topicName] as const),
    ...model.tables.map(({ logicalId, tableName }) => [logicalId, tableName] as const),
    ...model.logGroups.map(({ logicalId, logGroupName }) => [logicalId, logGroupName] as const),
    ['AWS::Region', model.region],
    ['AWS::AccountId', model.account],
    ['AWS::StackName', model.stackName],
  ]);
}

/**
 * `text` with the name of the resource for each `${LogicalId}`, with or without the hash that CDK appends. `onUnknown`
 * is told of each that there is not, and of all that there are.
 */
export function withNames(
  text: string,
  names: ReadonlyMap<string, string>,
  onUnknown: (logicalId: string, known: readonly string[]) => void,
): string {
  return text.replace(/\$\{([^}]*)\}/g, (reference, id: string) => {
    const wanted = id.trim();
    const found = names.get(wanted) ?? [...names].find(([logicalId]) => constructIdOf({ logicalId }) === wanted)?.[1];
    if (found !== undefined) return found;
    onUnknown(
      wanted,
      [...names.keys()].map((logicalId) => constructIdOf({ logicalId })),
    );
    return reference;
  });
}

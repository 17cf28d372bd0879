import { readFileSync } from 'node:fs';
import { isRecord, NO_SECTIONS, type Template } from '../../template/template-file';
import { GoldenSignalsError } from '../private/errors';
import { derivedAttribute } from './derived-attribute';
import type { DeployedNames } from './template-resources';

/** What `golden-signals discover` found of a deployed stack. */
export interface LockFile {
  readonly version: 1;
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  /** Values of the stack's parameters, those that are secret left out. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, LockedResource>>;
}

export interface LockedResource {
  readonly type: string;
  readonly physicalId: string;
  /** As in the template: references are still references. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Fn::GetAtt` gives, as far as it could be read. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly metadata?: unknown;
}

/** Reads a lock file. What is none is refused. */
export function readLockFile(file: string): LockFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new GoldenSignalsError('NotALockFile', `${file} cannot be read: ${(error as Error).message}`);
  }
  if (isRecord(content) && content.version === 1 && isRecord(content.resources)) return content as unknown as LockFile;
  throw new GoldenSignalsError(
    'NotALockFile',
    `${file} is not a lock file of version 1: make one with "npx golden-signals discover --stack NAME --out ${file}"`,
  );
}

/** The template of a deployed stack, as far as its resources go. */
export function templateOf({ resources }: LockFile): Template {
  const entries = Object.entries(resources).map(
    ([id, { type, properties }]) => [id, { Type: type, Properties: properties }] as const,
  );
  return { ...NO_SECTIONS, Resources: Object.fromEntries(entries) };
}

export function namesOf({ resources, parameters, region, account, stackName }: LockFile): DeployedNames {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::StackName': stackName,
    'AWS::Partition': 'aws',
  };
  return {
    ref: (name) => resources[name]?.physicalId ?? parameters[name] ?? pseudo[name],
    attribute: (logicalId, name) => {
      const resource = resources[logicalId];
      if (resource === undefined) return undefined;
      return resource.attributes[name] ?? derivedAttribute(resource, name, { region, account });
    },
  };
}

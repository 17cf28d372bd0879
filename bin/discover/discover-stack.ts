import type { LockedResource, LockFile } from '../../lib/discover/lock-file';
import { isRecord } from '../../template/template-file';
import { parseTemplateText } from '../../template/template-text';

/** What is asked of AWS; one function for each operation. */
export interface StackReader {
  describe(stackName: string): Promise<{ readonly id: string; readonly parameters: Readonly<Record<string, string>> }>;
  resources(stackName: string): Promise<readonly { logicalId: string; physicalId?: string; type: string }[]>;
  /** The template after its macros and transforms. */
  template(stackName: string): Promise<string>;
  /** The properties of a resource as its service knows them, JSON; `undefined` where that may not be read. */
  properties(type: string, physicalId: string): Promise<string | undefined>;
}

/** CloudFormation shows this for the values of parameters that are secret. */
const MASKED = '****';

/** The lock file of a deployed stack: the same stack gives the same file. */
export async function discoverStack(
  stackName: string,
  reader: StackReader,
  isWatched: (type: string) => boolean,
): Promise<LockFile> {
  const { id, parameters } = await reader.describe(stackName);
  const [, , , region = '', account = ''] = id.split(':');
  const content = parseTemplateText(await reader.template(stackName), `the template of ${stackName}`);
  const declared = isRecord(content) && isRecord(content.Resources) ? content.Resources : {};
  const resources: Record<string, LockedResource> = {};
  const found = [...(await reader.resources(stackName))].sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
  for (const { logicalId, physicalId, type } of found) {
    if (physicalId === undefined) continue;
    const { Properties: properties, Metadata: metadata } = (declared[logicalId] ?? {}) as Record<string, unknown>;
    resources[logicalId] = {
      type,
      physicalId,
      properties: isRecord(properties) ? withoutSecrets(properties) : {},
      attributes: isWatched(type) ? attributesIn(await reader.properties(type, physicalId)) : {},
      ...(isRecord(metadata) && metadata.GoldenSignals !== undefined
        ? { metadata: { GoldenSignals: metadata.GoldenSignals } }
        : {}),
    };
  }
  const known = Object.entries(parameters).filter(([, value]) => value !== MASKED);
  return { version: 1, stackName, region, account, parameters: Object.fromEntries(known.sort()), resources };
}

/** Environments and inline code may hold what nobody should commit, and say nothing of monitoring. */
const SECRET = /password|secret|token|environment|^code$|userdata|apikey|accesskey/i;

function withoutSecrets(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !SECRET.test(name))
      .map(([name, value]) => [name, deeply(value)]),
  );
}

/** Secrets stand deep in properties too: in the containers of a task definition. */
function deeply(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deeply);
  return isRecord(value) ? withoutSecrets(value) : value;
}

/** The texts among the properties, those of the first level: what `Fn::GetAtt` gives. */
function attributesIn(json: string | undefined): Record<string, string> {
  const properties: unknown = json === undefined ? {} : JSON.parse(json);
  if (!isRecord(properties)) return {};
  const texts = Object.entries(properties).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !SECRET.test(entry[0]),
  );
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

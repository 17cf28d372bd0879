import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isRecord } from './template-file';

/** Finds the folders of a cloud assembly that hold the code of functions. */
export interface CloudAssets {
  /** Folder of the asset that is uploaded under this S3 key, or `undefined` when it is not in the assembly. */
  directoryOf(s3Key: string): string | undefined;
}

/** The assets of one template. `assemblyDirectory` is `cdk.out`; `templateFile` names the template in it. */
export function cloudAssets(assemblyDirectory: string | undefined, templateFile: string | undefined): CloudAssets {
  const directories = new Map<string, string>();
  if (assemblyDirectory !== undefined && templateFile !== undefined) {
    const manifest = readJson(join(assemblyDirectory, `${basename(templateFile, '.template.json')}.assets.json`));
    for (const asset of Object.values(members(manifest, 'files'))) {
      const source = members(asset, 'source');
      if (source.packaging !== 'zip' || typeof source.path !== 'string') continue;
      for (const destination of Object.values(members(asset, 'destinations'))) {
        const key = isRecord(destination) ? destination.objectKey : undefined;
        if (typeof key === 'string') directories.set(key, resolve(assemblyDirectory, source.path));
      }
    }
  }
  return {
    directoryOf: (s3Key) => {
      const listed = directories.get(s3Key);
      if (listed !== undefined) return existsSync(listed) ? listed : undefined;
      // A template given without its asset manifest: CDK's key is `<hash>.zip`, its folder `asset.<hash>`.
      const guess = resolve(assemblyDirectory ?? '', `asset.${s3Key.replace(/\.zip$/, '')}`);
      return assemblyDirectory !== undefined && existsSync(guess) ? guess : undefined;
    },
  };
}

/** Stack name, region and account that the assembly's manifest gives for a template; empty where it gives none. */
export function stackOfManifest(
  assemblyDirectory: string,
  templateFile: string,
): { stackName?: string; region?: string; account?: string } {
  const artifacts = members(readJson(join(assemblyDirectory, 'manifest.json')), 'artifacts');
  for (const [id, artifact] of Object.entries(artifacts)) {
    const properties = members(artifact, 'properties');
    if (properties.templateFile !== basename(templateFile)) continue;
    const environment = isRecord(artifact) ? String(artifact.environment) : '';
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
    return {
      stackName: typeof properties.stackName === 'string' ? properties.stackName : id,
      ...(account === undefined || account === 'unknown-account' ? {} : { account }),
      ...(region === undefined || region === 'unknown-region' ? {} : { region }),
    };
  }
  return {};
}

function members(value: unknown, key: string): Record<string, unknown> {
  const member = isRecord(value) ? value[key] : undefined;
  return isRecord(member) ? member : {};
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // An assembly without this file, or with a broken one, has no assets that could be found through it.
    return undefined;
  }
}

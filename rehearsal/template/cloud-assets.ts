import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isRecord } from '../../template/template-file';

/** Finds what a template refers to outside itself: code folders and nested templates. */
export interface CloudAssets {
  /** Folder of the asset that is uploaded under this S3 key, or `undefined` when it is not in the assembly. */
  directoryOf(s3Key: string): string | undefined;
  /** File of the asset that is uploaded under this S3 key, such as a nested stack's template. */
  fileOf(s3Key: string): string | undefined;
  /** A path relative to the template, or `undefined` when nothing is there. */
  localPath(path: string): string | undefined;
}

/**
 * The assets of one template. `assemblyDirectory` is `cdk.out`; `templateFile` names the template in it. `parent` is
 * asked for what is not found here: the assets of CDK's nested stacks stand in the manifest of the outermost one.
 */
export function cloudAssets(
  assemblyDirectory: string | undefined,
  templateFile: string | undefined,
  parent?: CloudAssets,
): CloudAssets {
  const folders = new Map<string, string>();
  const files = new Map<string, string>();
  for (const { key, packaging, path } of manifestAssets(assemblyDirectory, templateFile)) {
    (packaging === 'zip' ? folders : files).set(key, path);
  }
  const nearby = [assemblyDirectory, ...(assemblyDirectory === undefined ? [] : [dirname(resolve(assemblyDirectory))])];
  const base = templateFile === undefined ? assemblyDirectory : dirname(templateFile);
  const existing = (paths: readonly (string | undefined)[]): string | undefined =>
    paths.find((path) => path !== undefined && existsSync(path));
  return {
    directoryOf: (s3Key) => {
      const listed = folders.get(s3Key);
      // A template given without its asset manifest: CDK's key is `<hash>.zip`, its folder `asset.<hash>`; the
      // assembly of a Stage keeps it in the folder above.
      const guesses = nearby.map((folder) => folder && resolve(folder, `asset.${s3Key.replace(/\.zip$/, '')}`));
      return existing(listed === undefined ? guesses : [listed]) ?? parent?.directoryOf(s3Key);
    },
    fileOf: (s3Key) => existing([files.get(s3Key)]) ?? parent?.fileOf(s3Key),
    localPath: (path) => existing([base === undefined ? undefined : resolve(base, path)]),
  };
}

interface ManifestAsset {
  readonly key: string;
  readonly packaging: unknown;
  readonly path: string;
}

function manifestAssets(assemblyDirectory: string | undefined, templateFile: string | undefined): ManifestAsset[] {
  if (templateFile === undefined) return [];
  const name = `${basename(templateFile, '.template.json')}.assets.json`;
  const folder = [dirname(templateFile), assemblyDirectory].find((each) => each && existsSync(join(each, name)));
  if (folder === undefined) return [];
  return Object.values(members(readJson(join(folder, name)), 'files')).flatMap((asset) => {
    const { packaging, path } = members(asset, 'source');
    if (typeof path !== 'string') return [];
    return Object.values(members(asset, 'destinations')).flatMap((destination) => {
      const key = isRecord(destination) ? destination.objectKey : undefined;
      return typeof key === 'string' ? [{ key, packaging, path: resolve(folder, path) }] : [];
    });
  });
}

/** Stack name, region and account that the assembly's manifest gives for a template; empty where it gives none. */
export function stackOfManifest(
  assemblyDirectory: string,
  templateFile: string,
): { stackName?: string; region?: string; account?: string } {
  const manifest = [dirname(templateFile), assemblyDirectory].find((each) => existsSync(join(each, 'manifest.json')));
  const artifacts = manifest === undefined ? {} : members(readJson(join(manifest, 'manifest.json')), 'artifacts');
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

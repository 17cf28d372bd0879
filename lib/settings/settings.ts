import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { GoldenSignalsError } from '../private/errors';
import { unknownName } from './fields';
import { readServiceSettings } from './read-settings';
import type { ServiceSettings } from './service-settings';

/** Settings from one place, and what to call that place in messages. */
export interface SettingsSource {
  /** `monitoring.json, environments.prod`. */
  readonly where: string;
  readonly values: ServiceSettings;
}

/**
 * Settings from plain data, for values that differ by environment:
 *
 * ```json
 * {
 *   "types": { "queue": { "alarms": { "age": { "threshold": 120, "periodSeconds": 60 } } } },
 *   "environments": { "test": { "profile": "non-production" } }
 * }
 * ```
 *
 * The shape is that of `ServiceSettings`, with `periodSeconds`, `latencyMs` and `actionArns` in place of `period`,
 * `latency` and `actions`. At the same level of the cascade they win over settings in code, and those of the
 * environment over the others.
 */
export class Settings {
  /**
   * Reads a JSON file. Its path is relative to the working directory.
   *
   * @param environment a key of the file's `environments`; by default only what stands outside of them
   */
  public static fromFile(path: string, environment?: string): Settings {
    return new Settings(parse(path), environment, basename(path));
  }

  /**
   * Takes the same data as an object.
   *
   * @param environment a key of `environments`; by default only what stands outside of them
   */
  public static fromObject(data: { readonly [key: string]: unknown }, environment?: string): Settings {
    return new Settings(data, environment, 'settings');
  }

  /** From the widest to the most specific: what all environments share, then what is the environment's own. */
  public readonly sources: SettingsSource[];

  private constructor(data: unknown, environment: string | undefined, where: string) {
    const problems: string[] = [];
    const { environments = {}, ...shared } =
      readServiceSettings(data, where, (problem) => problems.push(problem)) ?? {};
    if (problems.length > 0) throw new GoldenSignalsError('InvalidSettings', problems.join('\n'));
    this.sources = [{ where, values: shared }];
    if (environment === undefined) return;
    const own = environments[environment];
    if (own === undefined) {
      const message = unknownName('environment', environment, Object.keys(environments));
      throw new GoldenSignalsError('UnknownEnvironment', `${where}: ${message}`);
    }
    this.sources.push({ where: `${where}, environments.${environment}`, values: own });
  }
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new GoldenSignalsError(
      'InvalidSettings',
      `${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

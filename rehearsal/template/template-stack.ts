import { dirname, resolve } from 'node:path';
import type { Report } from '../../template/report';
import {
  isRecord,
  readTemplateFile,
  type Template,
  type TemplateContent,
  type TemplateResource,
} from '../../template/template-file';
import { asText } from '../../template/value-text';
import { type CloudAssets, cloudAssets } from './cloud-assets';
import { Identities } from './identities';
import { Intrinsics } from './intrinsics';
import { openTemplate } from './open-template';
import { Parameters } from './parameters';
import { Properties } from './properties';
import type { Resource, ResourceType } from './resource-type';
import { derivedName, type StackContext } from './stack-context';

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** Where a stack of the tree comes from. */
export interface StackSource {
  readonly source: TemplateContent;
  /** Its file; absent for a template that is given as an object. */
  readonly file?: string;
  readonly stack: StackContext;
  readonly parameters: Readonly<Record<string, string>>;
  readonly assets: CloudAssets;
  readonly report: Report;
  readonly typeOf: (type: string) => ResourceType | undefined;
  /** `Nested/` before the logical ids of a nested stack. */
  readonly path?: string;
  /** Files of the stacks around it. */
  readonly around?: readonly string[];
}

/** A resource and the stack that it belongs to. */
export interface StackResource {
  readonly home: TemplateStack;
  readonly resource: Resource;
}

/** One template of a tree of nested stacks: opened, its intrinsics resolved, its nested stacks within reach. */
export class TemplateStack {
  public readonly stack: StackContext;
  public readonly assets: CloudAssets;
  private readonly template: Template;
  private readonly intrinsics: Intrinsics;
  private readonly identities: Identities;
  private readonly nested = new Map<string, TemplateStack | undefined>();
  private readonly running = new Set<string>();
  private readonly path: string;

  public constructor(private readonly own: StackSource) {
    const { report, parameters } = own;
    this.path = own.path ?? '';
    this.stack = own.stack;
    this.assets = own.assets;
    const prefixed: Report = (where, what) => report(this.path + where, what);
    for (const { key, place } of own.source.repeatedKeys)
      report(own.source.name + place, `the key "${key}" stands twice in the same object: the last one counts`);
    this.template = openTemplate(own.source, { stack: own.stack, parameters, report: prefixed });
    new Parameters(this.template.Parameters, parameters).check(prefixed);
    this.identities = new Identities(this.template, own.stack, own.typeOf, this.path);
    this.intrinsics = new Intrinsics({
      template: this.template,
      stack: own.stack,
      parameters,
      report,
      path: this.path,
      identityOf: (logicalId) => this.identities.of(logicalId, this.intrinsics),
      outputOf: (logicalId, output) => this.nestedStack(logicalId)?.output(output),
    });
  }

  /** Names and ARNs of the alarms that its conditions leave out. */
  public absentAlarms(): string[] {
    return Object.entries(this.template.Resources).flatMap(([logicalId, { Type, Condition }]) => {
      if (this.holds(Condition)) return this.nestedStack(logicalId)?.absentAlarms() ?? [];
      if (!/^AWS::CloudWatch::(Composite)?Alarm$/.test(Type)) return [];
      const { ref, attributes } = this.identities.of(logicalId, this.intrinsics)!;
      return [ref, ...Object.values(attributes)];
    });
  }

  /** Its resources and those of its nested stacks, in the template's order. */
  public resources(): StackResource[] {
    return Object.entries(this.template.Resources)
      .filter(([, { Condition }]) => this.holds(Condition))
      .flatMap(([logicalId, declaration]) => [
        { home: this, resource: this.resource(logicalId, declaration) },
        ...(this.nestedStack(logicalId)?.resources() ?? []),
      ]);
  }

  /** The outputs whose condition holds. */
  public outputs(): Record<string, string> {
    const names = Object.entries(this.template.Outputs).filter(([, { Condition }]) => this.holds(Condition));
    return Object.fromEntries(names.map(([name]) => [name, this.output(name) ?? '']));
  }

  private holds(condition: unknown): boolean {
    return condition === undefined || this.intrinsics.conditions.holds(asText(condition));
  }

  private output(name: string): string | undefined {
    const output = Object.hasOwn(this.template.Outputs, name) ? this.template.Outputs[name] : undefined;
    if (output === undefined || this.running.has(name)) return undefined;
    this.running.add(name);
    const value = asText(this.intrinsics.resolve(output.Value, `${this.path}Outputs.${name}`));
    this.running.delete(name);
    return value;
  }

  private resource(logicalId: string, { Type: type, Properties: properties }: TemplateResource): Resource {
    const place = this.path + logicalId;
    // What nobody reads need not resolve: a policy's conditions would only fill the report.
    const resolved = this.own.typeOf(type)?.read ? this.intrinsics.resolve(properties ?? {}, place) : {};
    return {
      logicalId: place,
      type,
      identity: this.identities.of(logicalId, this.intrinsics)!,
      properties: new Properties(place, resolved as Record<string, unknown>, this.own.report),
    };
  }

  private nestedStack(logicalId: string): TemplateStack | undefined {
    if (this.template.Resources[logicalId]?.Type !== NESTED_STACK) return undefined;
    if (!this.nested.has(logicalId)) {
      // Set first, so that stacks that take each other's outputs come to an end.
      this.nested.set(logicalId, undefined);
      this.nested.set(logicalId, this.open(logicalId, this.template.Resources[logicalId]!));
    }
    return this.nested.get(logicalId);
  }

  private open(logicalId: string, declaration: TemplateResource): TemplateStack | undefined {
    const place = this.path + logicalId;
    const file = this.nestedFile(place, declaration);
    if (file === undefined) return undefined;
    const around = [...(this.own.around ?? []), ...(this.own.file === undefined ? [] : [resolve(this.own.file)])];
    if (around.includes(file)) {
      this.own.report(place, `nested stack whose template contains itself; left out`);
      return undefined;
    }
    const parameters = this.intrinsics.resolve(declaration.Properties?.Parameters ?? {}, `${place}.Parameters`);
    return new TemplateStack({
      ...this.own,
      source: readTemplateFile(file),
      file,
      around,
      stack: { ...this.stack, stackName: derivedName(this.stack, logicalId, 128) },
      parameters: Object.fromEntries(
        Object.entries(isRecord(parameters) ? parameters : {}).map(([name, value]) => [name, asText(value)]),
      ),
      assets: cloudAssets(dirname(file), file, this.assets),
      path: `${place}/`,
    });
  }

  /** The local file of a nested stack's template: CDK names it in the metadata or the asset manifest. */
  private nestedFile(place: string, { Properties: properties, Metadata: metadata }: TemplateResource) {
    const assetPath = metadata?.['aws:asset:path'];
    const url = asText(this.intrinsics.resolve(properties?.TemplateURL ?? '', `${place}.TemplateURL`));
    const remote = /^(https?|s3):\/\//.test(url);
    const file =
      (typeof assetPath === 'string' ? this.assets.localPath(assetPath) : undefined) ??
      (remote ? this.assets.fileOf(url.split('/').pop() ?? '') : this.assets.localPath(url.replace(/^file:\/\//, '')));
    if (file === undefined || url === '') {
      this.own.report(place, `nested stack whose template is not there (${url || 'no TemplateURL'}); left out`);
      return undefined;
    }
    return resolve(file);
  }
}

import type { Report } from '../../template/report';
import type { CloudAssets } from './cloud-assets';
import type { Identity } from './intrinsics';
import type { Model } from './model';
import type { Properties } from './properties';
import type { StackContext } from './stack-context';

/** The lists of a Model that resources fill. */
export type ModelParts = {
  -readonly [Part in keyof Model as Model[Part] extends readonly unknown[] ? Part : never]?: Model[Part];
};

/** One resource of the template, its properties resolved. */
export interface Resource {
  /** `Queue`; `Nested/Queue` inside a nested stack. */
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  /** What Ref and Fn::GetAtt give for it. */
  readonly identity: Identity;
}

/** What a resource type may ask for while it reads one of its resources. */
export interface ReadContext {
  readonly stack: StackContext;
  readonly assets: CloudAssets;
  readonly report: Report;
  /** The resources of one type, in the template's order, those of nested stacks with them. */
  resourcesOf(type: string): readonly Resource[];
}

/** How the rehearsal understands one CloudFormation resource type. */
export interface ResourceType {
  /** `AWS::SQS::Queue`. */
  readonly type: string;
  /** Its physical name and what Ref and Fn::GetAtt give. `name` resolves a naming property if the template sets it. */
  identify(logicalId: string, stack: StackContext, name: (property: string) => string | undefined): Identity;
  /** What it adds to the Model; nothing for a type that another type's reader takes in, or that changes nothing. */
  read?(resource: Resource, context: ReadContext): ModelParts;
  /** For a type that is known only by name: what does not happen in a rehearsal. Each resource of it is reported. */
  readonly notRehearsed?: string;
}

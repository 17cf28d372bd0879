import type { IConstruct } from 'constructs';

/**
 * One AWS resource that was found, as the catalogue sees it: facts, no constructs. Whether it came from a CDK tree, an
 * import, a template or a deployed stack makes no difference behind this interface.
 */
export interface Resource {
  /** CloudFormation type. */
  readonly type: string;

  /**
   * What identifies it within its stack, stable when other resources come and go: the construct path below the stack,
   * without CDK's `Resource` and `Default` leaves. Part of construct ids and alarm names.
   */
  readonly id: string;

  /** Name of the stack that it belongs to. */
  readonly stackName: string;

  /** Region of its stack; absent when it is not known before deployment. */
  readonly region?: string;

  /** Logical id of the CloudFormation condition that it is created under; its alarms are created under the same. */
  readonly condition?: string;

  /** Where it stands in the tree; absent for what has no construct, such as the metrics of a handler. */
  readonly construct?: IConstruct;

  /** Construct path, for messages. */
  readonly path: string;

  /** Logical id in its template; absent for what is imported or has no template. */
  readonly logicalId?: string;

  /** Tags whose keys and values are known at synth. */
  readonly tags?: Readonly<Record<string, string>>;

  /** What stands under `GoldenSignals` in its CloudFormation `Metadata`: plain data that somebody else wrote. */
  readonly ownSettings?: unknown;

  /** What `Ref` gives; may be a token. */
  readonly ref: string;

  /** What `Fn::GetAtt` gives; may be a token. */
  attribute(name: string): string;

  /** A property as CloudFormation will see it (intrinsics as objects), by path: `RedrivePolicy.maxReceiveCount`. */
  property(path: string): unknown;

  /**
   * A property that is a number; `fallback` when it is absent (CloudFormation's own default), and also when it is not
   * known at synth, which is noted in `unresolved`.
   */
  number(path: string, fallback: number): number;

  /**
   * A property as a text for a dimension: a token where it is an intrinsic; `undefined` when it is absent, or may be
   * (`AWS::NoValue`), for a dimension needs a value. For ARNs see `arnPart`.
   */
  text(path: string): string | undefined;

  /** The resources that the property at `path`, or anything below it, refers to: `Targets`, `Cluster`. */
  references(path: string): readonly Resource[];

  /** The resources of a type that refer to this one, by any property. The type has to be in the catalogue or in some `readFrom`. */
  referrers(type: string): readonly Resource[];

  /** Property paths that were asked for as numbers and are not known before deployment. */
  readonly unresolved: readonly string[];

  /** How other resources refer to this one, without array indexes: `AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn`. */
  readonly referredToAs: readonly string[];
}

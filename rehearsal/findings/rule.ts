import type { Model } from '../template/model';
import type { Finding } from './finding';

/** What the findings of one id are about. Ids are public API: they never change their meaning. */
export interface FindingKind {
  readonly level: Finding['level'];
  /** One line for the table of the documentation. */
  readonly means: string;
}

/** A finding as its rule gives it: the level stands in the rule's table. */
export type Found<Id extends string = string> = Omit<Finding, 'id' | 'level'> & { readonly id: Id };

/** What a rule may know besides the template. */
export interface FindingContext {
  /** Ms since the epoch. @default - nothing is judged by today's date */
  readonly nowMs?: number;
}

/** Looks for one sort of mistake in a template. A new rule is a new file in `rules/`, and a line in its index. */
export interface Rule<Id extends string = string> {
  /** Every id that it can give. */
  readonly finds: Readonly<Record<Id, FindingKind>>;
  find(model: Model, context: FindingContext): Found<Id>[];
}

/** The rule as it is given, its ids checked against its table by the compiler. */
export function rule<Id extends string>(given: Rule<Id>): Rule<Id> {
  return given;
}

import { constructIdOf } from '../../scenario/logical-id';
import type { AlarmModel, CompositeAlarmModel, Model } from '../../template/model';
import { alarmsOf, named, physicalNames, withNames } from '../stack-names';
import { type Field, hint } from './field';

type Alarm = AlarmModel | CompositeAlarmModel;

/** Finds what a test names in the stack; reports what is not there, with the nearest names. */
export class StackLookup {
  private readonly names: ReadonlyMap<string, string> | undefined;

  /** Without a model (the template could not be read) every name is taken as it is. */
  public constructor(public readonly model: Model | undefined) {
    this.names = model === undefined ? undefined : physicalNames(model);
  }

  public alarm(field: Field | undefined): Alarm | undefined {
    if (this.model === undefined) return undefined;
    const name = field?.text();
    if (name === undefined) return undefined;
    const all = alarmsOf(this.model);
    const found = named(all, name, (alarm) => alarm.name);
    if (found !== undefined) return found;
    const known = all.flatMap((alarm) => [alarm.name, constructIdOf(alarm)]);
    const near = hint(name, all.length <= 10 ? all.map((alarm) => alarm.name) : known);
    return field!.problem(`the template has no alarm "${name}"; ${near}`);
  }

  /** Logical id of the function. */
  public function(field: Field | undefined): string | undefined {
    return this.find(
      field,
      'function',
      this.model?.functions,
      ({ functionName }) => functionName,
      ({ logicalId }) => logicalId,
    );
  }

  public logGroupName(field: Field | undefined): string | undefined {
    return this.find(field, 'log group', this.model?.logGroups, ({ logGroupName }) => logGroupName);
  }

  /** Logical id of the queue. */
  public queue(field: Field | undefined): string | undefined {
    return this.find(
      field,
      'queue',
      this.model?.queues,
      ({ queueName }) => queueName,
      ({ logicalId }) => logicalId,
    );
  }

  /** Logical id of the table. */
  public table(field: Field | undefined): string | undefined {
    return this.find(
      field,
      'table',
      this.model?.tables,
      ({ tableName }) => tableName,
      ({ logicalId }) => logicalId,
    );
  }

  /** Logical id of the secret. */
  public secret(field: Field | undefined): string | undefined {
    return this.find(
      field,
      'secret',
      this.model?.secrets,
      ({ name }) => name,
      ({ logicalId }) => logicalId,
    );
  }

  /** The text with the names of resources for `${LogicalId}`. */
  public resolved(text: string, field: Field): string {
    if (this.names === undefined) return text;
    return withNames(text, this.names, (id, known) => {
      field.problem(`\${${id}} is no resource that has a name here; ${hint(id, known)}`);
    });
  }

  /** The one of `all` that `name` means; reported at `field` when there is none. */
  public named<T extends { readonly logicalId: string }>(
    field: Field,
    what: string,
    name: string,
    all: readonly T[],
    nameOf: (each: T) => string,
  ): T | undefined {
    const found = named(all, name, nameOf);
    if (found !== undefined || this.model === undefined) return found;
    return field.problem(`the template has no ${what} "${name}"; ${hint(name, all.map(constructIdOf))}`);
  }

  private find<T extends { readonly logicalId: string }>(
    field: Field | undefined,
    what: string,
    all: readonly T[] | undefined,
    nameOf: (each: T) => string,
    answer: (each: T) => string = nameOf,
  ): string | undefined {
    const name = field?.text();
    if (name === undefined || all === undefined) return name;
    const found = this.named(field!, what, name, all, nameOf);
    return found === undefined ? undefined : answer(found);
  }
}

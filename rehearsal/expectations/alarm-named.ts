import { listed, nearestNames } from '../nearest-name';
import { constructIdOf } from '../scenario/logical-id';
import { ScenarioError } from '../scenario/scenario';
import type { AlarmModel, CompositeAlarmModel, Model } from '../template/model';

/**
 * The alarm that a test means by `name`: its name, or its logical id with or without the hash that CDK appends.
 * Throws a `ScenarioError` that names the nearest ones.
 */
export function alarmNamed(
  { alarms, compositeAlarms }: Pick<Model, 'alarms' | 'compositeAlarms'>,
  name: string,
): AlarmModel | CompositeAlarmModel {
  const all = [...alarms, ...compositeAlarms];
  const found =
    all.find((alarm) => alarm.name === name) ??
    all.find(({ logicalId }) => logicalId === name) ??
    all.find((alarm) => constructIdOf(alarm) === name);
  if (found !== undefined) return found;
  const names = all.map((alarm) => alarm.name);
  if (names.length === 0) throw new ScenarioError(`there is no alarm "${name}": the template has no alarms`);
  const near = nearestNames(name, [...names, ...all.map(constructIdOf)]);
  const meant = [...new Set(near.map((each) => all.find((alarm) => constructIdOf(alarm) === each)?.name ?? each))];
  const hint = meant.length > 0 ? `did you mean ${listed(meant, 'or')}?` : `it has ${listed(names, 'and')}`;
  throw new ScenarioError(`the template has no alarm "${name}"; ${hint}`);
}

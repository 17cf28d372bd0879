import type { Alert, AlertKind, Contributor, Severity } from '../alert';
import { alarmNameOf, childOf, regionOf, runbookIn, stateOf } from './alarm-identity';
import { type Fields, fieldsOf, listOf, nested, textOf, timeOf } from './fields';
import { factsOfConfiguration, pairsOf } from './metric-facts';

/** Where EventBridge and the Lambda action differ: what is around the alarm's data. */
export interface AlarmDataSource {
  /** `alarmName`, `state`, `previousState`, `configuration`. */
  readonly data: Fields;
  readonly alarmArn?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly time?: string | undefined;
  /** The outermost object: contributors have been seen there too. */
  readonly around: Fields;
  readonly severity: Severity;
}

/** The alert in an alarm's data; `undefined` without a name and a known state. */
export function readAlarmData(source: AlarmDataSource): Alert | undefined {
  const { data, severity, account } = source;
  const arn = source.alarmArn;
  const name = textOf(data, 'alarmName') ?? (arn === undefined ? undefined : alarmNameOf(arn));
  const state = nested(data, 'state');
  const value = stateOf(textOf(state, 'value'));
  if (name === undefined || value === undefined) return undefined;

  const configuration = nested(data, 'configuration');
  const description = textOf(configuration, 'description');
  const contributor = contributorOf(data, source.around);
  const composite = textOf(configuration, 'alarmRule') !== undefined;
  const facts = composite ? undefined : factsOfConfiguration(configuration, state);
  return {
    kind: kindOf(configuration, contributor, facts?.band !== undefined),
    id: arn ?? [account, source.region, name].join(':'),
    name,
    description,
    severity,
    state: value,
    previousState: stateOf(textOf(nested(data, 'previousState'), 'value')),
    reason: textOf(state, 'reason'),
    changedAtMs: timeOf(textOf(state, 'timestamp')) ?? timeOf(source.time),
    account,
    region: source.region ?? regionOf(arn),
    alarmArn: arn,
    contributor,
    children: listOf(nested(state, 'reasonData'), 'triggeringAlarms').flatMap(childOf),
    metric: facts,
    runbookUrl: runbookIn(description),
    suppressedBy: suppressorOf(data, state),
  };
}

/** SNS and Lambda actions do not run while suppressed or muted; EventBridge tells it all the same. */
function suppressorOf(data: Fields, state: Fields): string | undefined {
  const rule = textOf(nested(data, 'muteDetail'), 'mutedByArn');
  return rule === undefined ? textOf(state, 'actionsSuppressedBy') : `mute rule ${rule.split(':').at(-1)}`;
}

function kindOf(configuration: Fields, contributor: Contributor | undefined, band: boolean): AlertKind {
  if (contributor !== undefined) return 'contributor';
  if (textOf(configuration, 'alarmRule') !== undefined) return 'composite';
  if (band) return 'anomaly';
  return listOf(configuration, 'metrics').some((query) => textOf(query, 'expression') !== undefined)
    ? 'math'
    : 'metric';
}

function contributorOf(data: Fields, around: Fields): Contributor | undefined {
  const contributor = nested(data, 'alarmContributor');
  const attributes = pairsOf(fieldsOf(contributor.attributes) ?? around.AlarmContributorAttributes);
  const id = textOf(contributor, 'id') ?? textOf(around, 'AlarmContributorId');
  if (id === undefined && attributes.length === 0) return undefined;
  return { id: id ?? attributes.map(({ name, value }) => `${name}=${value}`).join(','), attributes };
}

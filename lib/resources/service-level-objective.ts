import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, fiveMinutes, metricsOf } from '../signals/rows';

const OF_THE_SERVICE = 'an objective sums up one signal of a service; see the service';

/**
 * Burn rates by the length of their window, after the SRE workbook, chapter 5. Windows under an hour are left to
 * composites: alone they page for every blip.
 */
const BURN_RATES = [
  { fromMinutes: 60, rate: 14.4, severity: Severity.PAGE },
  { fromMinutes: 360, rate: 6, severity: Severity.PAGE },
  { fromMinutes: 1440, rate: 3, severity: Severity.TICKET },
  { fromMinutes: 4320, rate: 1, severity: Severity.TICKET },
];

export const serviceLevelObjective: ResourceDefinition = {
  types: ['AWS::ApplicationSignals::ServiceLevelObjective'],
  noun: 'objective',
  tier: 'edge',
  missing: [GoldenSignal.LATENCY, GoldenSignal.TRAFFIC, GoldenSignal.SATURATION].map((goldenSignal) => ({
    goldenSignal,
    why: OF_THE_SERVICE,
  })),
  signals: (objective) => {
    const metric = metricsOf('AWS/ApplicationSignals', { SloName: objective.text('Name') ?? '' });
    return [
      errors({
        title: 'Attainment',
        unit: '%',
        lines: { attained: metric('AttainmentRate', 'Average') },
        alarms: windowsOf(objective).flatMap((window) => {
          const burn = BURN_RATES.findLast(({ fromMinutes }) => window >= fromMinutes);
          if (burn === undefined) return [];
          return [
            {
              id: `burn-rate-${window}`,
              severity: burn.severity,
              symptom: 'the error budget is being used up too fast',
              query: metric('BurnRate', 'Maximum', { BurnRateWindowMinutes: String(window) }),
              threshold: { above: burn.rate, unit: 'ratio' as const },
              // Such a window moves slowly, and a period-based objective tells no more often.
              datapoints: fiveMinutes(1, 1),
              causes: 'see the alarms of the service that the objective is about',
              lookAt: 'the objective in Application Signals, and what was deployed when its budget began to fall',
              source: `SRE workbook, chapter 5: ${burn.rate} times the budget over a window from ${burn.fromMinutes} minutes`,
            },
          ];
        }),
      }),
    ];
  },
};

function windowsOf(objective: Resource): number[] {
  const configurations = objective.property('BurnRateConfigurations');
  if (!Array.isArray(configurations)) return [];
  return configurations.flatMap(({ LookBackWindowMinutes: window }: { LookBackWindowMinutes?: unknown }) =>
    Number(window) > 0 ? [Number(window)] : [],
  );
}

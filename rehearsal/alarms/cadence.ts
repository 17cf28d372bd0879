const DAY_SECONDS = 86_400;

/**
 * How often CloudWatch evaluates an alarm, in seconds: every minute; every 10 seconds when the period is shorter than a
 * minute; every hour when the evaluation covers more than a day.
 */
export function cadenceSeconds(periodSeconds: number, evaluationPeriods: number): number {
  if (periodSeconds < 60) return 10;
  return periodSeconds * evaluationPeriods > DAY_SECONDS ? 3600 : 60;
}

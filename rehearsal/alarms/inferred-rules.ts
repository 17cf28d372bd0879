/**
 * Rules that AWS does not publish and that a rehearsal has to follow anyway. An engine names those that it relied on,
 * so that a reader knows where a result could differ from CloudWatch.
 */
export const INFERRED_RULES = {
  evaluationRange: 'With missing data, an alarm looks back over N + 2 periods (AWS publishes one case: 5 for N = 3).',
  prematureAlarm:
    'An old breaching datapoint alone raises the alarm only when no datapoint in its range contradicts it.',
  noIngestionDelay:
    'Metrics are complete at the end of their minute; CloudWatch sees them 1 to 2 minutes later, so times are the earliest.',
  nearestRank: 'A percentile is the nearest rank of the raw samples; AWS does not say how it interpolates.',
  trimmedShare:
    'A sample that a percent bound of a trimmed or winsorized statistic cuts through is kept; AWS does not say how it rounds.',
  mathPrecedence:
    'In metric math without brackets, ^ is read from the right and before a minus sign, comparisons from the left, AND before OR.',
  mathKinds:
    'Arguments of a kind that AWS does not document (a number in ABS or in [], one time series for several) are read in the obvious way; CloudWatch may refuse them.',
  mathAverage:
    'AVG of one time series divides by all periods of the range: AWS says that missing values are treated as 0.',
  mathDeviation: 'STDDEV is that of the datapoints as a whole population, not as a sample of it.',
  mathOfNothing: 'MAX, MIN and STDDEV of a time series without datapoints are missing.',
  mathSeveral:
    'MAX, MIN, STDDEV and DATAPOINT_COUNT of several time series leave missing values out; where all are missing there is no datapoint.',
  mathFillEdges:
    'FILL with REPEAT leaves the gap before the first datapoint, with LINEAR also the gap after the last one.',
  mathSortEmpty: 'SORT puts time series without datapoints last and keeps the order of equal ones.',
  lowSampleCount: 'With few samples, a percentile alarm keeps its state as long as its newest datapoint has too few.',
  severalUnits: 'A metric with samples of several units is read in one of them: None first, then by name.',
  bandGap: 'Where a given band has a gap, the datapoint of an anomaly-detection alarm counts as missing.',
  dynamoDbMath: 'A math expression over an AWS/DynamoDB metric ignores missing data, as the metric alone does.',
  rulePrecedence: 'In an alarm rule without brackets AND binds tighter than OR.',
  atLeastPercent: 'AT_LEAST with a percentage rounds the number of alarms up.',
  restOfLine:
    'The last field of a space-delimited filter pattern takes the rest of the line: the examples of the guide need it, those of an older edition counted fields.',
  tooFewFields: 'A line with fewer fields than a space-delimited filter pattern names does not match.',
  valueWithoutNumber: 'A metric filter makes no datapoint of a line whose value is no number.',
  defaultOnce: 'A metric filter reports its default value once in a minute that had log events and no match.',
  oneMegabyteLine: 'A log event may have 1 MB; some pages of AWS still say 256 KB.',
  extensionNeedsChange:
    'At the end of an extension period actions run only if the composite alarm changed while they were suppressed.',
  suppressedMessage:
    'Actions that were suppressed tell of an update of the state to itself when they run (AWS publishes one such event).',
  mutedMessage: 'Actions that run after a mute tell of the change as it was: its time, and the state before it.',
  muteStartDate: 'A mute rule has no windows that would have begun before its StartDate.',
  muteClockChange:
    'A mute window at a time that the clocks skip begins an hour later; at one that they repeat, the first time.',
} as const;

/** The key of an inferred rule. */
export type InferredRule = keyof typeof INFERRED_RULES;

/** Notes that a rule was relied on. */
export type NoteInferredRule = (rule: InferredRule) => void;

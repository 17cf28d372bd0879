export { handlerMetrics, type MeasuredOptions, measured } from './measured';
export type { MetricUnit } from './metric-unit';
export { type DimensionValues, defineMetrics, type Metrics, type MetricsRecorder, type MetricValues } from './metrics';
export type { GoldenSignal, MetricDefinition, MetricsDefinition } from './metrics-definition';
export type { Properties } from './properties';
export { replaceSink, type Sink, stdoutSink } from './sink';

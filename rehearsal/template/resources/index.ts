// One line for each file beside this one; a test checks that none is missing.
export { alarm } from './alarm';
export { compositeAlarm } from './composite-alarm';
export { dashboard } from './dashboard';
export { eventInvokeConfig } from './event-invoke-config';
export { eventSourceMapping } from './event-source-mapping';
export { lambdaFunction } from './function';
export { functionAlias, functionVersion } from './function-version';
export { httpApi } from './http-api';
export { httpApiIntegration, httpApiRoute, httpApiStage } from './http-api-parts';
export { irrelevantTypes } from './irrelevant';
export { logGroup } from './log-group';
export { metricFilter } from './metric-filter';
export { queue } from './queue';
export { secret } from './secret';
export { subscription } from './subscription';
export { globalTable, table } from './table';
export { topic } from './topic';

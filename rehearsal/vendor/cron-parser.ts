export { type CronExpression, CronExpressionParser } from 'cron-parser';

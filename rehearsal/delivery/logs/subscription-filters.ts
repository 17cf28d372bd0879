import { compilePattern, type FilterPattern } from '../../logs/filter-pattern/filter-pattern';
import { parsePattern } from '../../logs/filter-pattern/pattern';
import { RegexPatternQuota } from '../../logs/filter-pattern/quotas';
import { functionNameIn } from '../../template/function-name';
import type { Model, NotRehearsed, SubscriptionFilterModel } from '../../template/model';

const MOST_FILTERS_PER_LOG_GROUP = 2;

/** A subscription filter, ready to look at lines. */
export interface SubscriptionFilter {
  readonly model: SubscriptionFilterModel;
  readonly functionName: string;
  readonly match: FilterPattern;
}

type Stack = Pick<Model, 'subscriptionFilters' | 'metricFilters' | 'functions'>;

/** The subscription filters that deliver something. `report` is told of the others, and why. */
export function subscriptionFiltersOf(stack: Stack, report: (finding: NotRehearsed) => void): SubscriptionFilter[] {
  const quota = new RegexPatternQuota();
  for (const { logGroupName, filterPattern } of stack.metricFilters) {
    attempt(() => quota.take(logGroupName, parsePattern(filterPattern)));
  }
  const counts = new Map<string, number>();
  // The loader has reported destinations that are no function.
  const toFunctions = stack.subscriptionFilters.filter(
    ({ destinationArn }) => destinationArn.split(':')[2] === 'lambda',
  );
  return toFunctions.flatMap((model) => {
    const { logicalId, logGroupName, filterPattern, destinationArn } = model;
    const count = (counts.get(logGroupName) ?? 0) + 1;
    counts.set(logGroupName, count);
    const why =
      count > MOST_FILTERS_PER_LOG_GROUP
        ? `subscription filter ${count} of ${logGroupName}, CloudWatch takes ${MOST_FILTERS_PER_LOG_GROUP}`
        : destinationProblem(model, stack);
    if (why !== undefined) {
      report({ where: logicalId, what: `no log events are delivered: ${why}` });
      return [];
    }
    try {
      const pattern = parsePattern(filterPattern);
      quota.take(logGroupName, pattern);
      return [{ model, functionName: functionNameIn(destinationArn)!, match: compilePattern(pattern) }];
    } catch (error) {
      report({ where: `${logicalId}.FilterPattern`, what: (error as Error).message });
      return [];
    }
  });
}

function destinationProblem(model: SubscriptionFilterModel, stack: Stack): string | undefined {
  const { destinationArn, logGroupName } = model;
  const destination = functionOf(model, stack);
  if (destination === undefined) return `the stack has no function ${destinationArn}`;
  if (destination.logGroupName === logGroupName) {
    return `${destination.functionName} writes to the log group that it is subscribed to, which CloudWatch refuses`;
  }
  return comesBack(destination.logGroupName, logGroupName, stack)
    ? `what ${destination.functionName} writes comes back to ${logGroupName}, an endless loop`
    : undefined;
}

/** Whether log events of `from` lead to log events of `to`, through subscribed functions and what they write. */
function comesBack(from: string, to: string, stack: Stack, seen: ReadonlySet<string> = new Set()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  return stack.subscriptionFilters.some((filter) => {
    const next = filter.logGroupName === from ? functionOf(filter, stack) : undefined;
    return next !== undefined && comesBack(next.logGroupName, to, stack, new Set([...seen, from]));
  });
}

function functionOf({ destinationArn }: SubscriptionFilterModel, { functions }: Stack) {
  const name = functionNameIn(destinationArn);
  return functions.find(({ functionName }) => functionName === name);
}

/** A metric filter that is wrong is reported where metric filters are. */
function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // Not this file's to say.
  }
}

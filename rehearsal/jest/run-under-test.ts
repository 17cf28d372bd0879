import { parseTime } from '../alarm-tests/notation/duration';
import { alarmNamed } from '../expectations/alarm-named';
import type { Expectation } from '../expectations/expectation';
import type { Rehearsal } from '../rehearse';
import type { RunRecord } from '../run-record';

/** A finished run as a test looks at it. */
export class RunUnderTest {
  /** What the test has found to be so: what `toStayQuiet` takes for expected. */
  public readonly met: Expectation[] = [];
  private readonly alarms = new Map<string, AlarmUnderTest>();

  public constructor(
    public readonly rehearsal: Rehearsal,
    /** What is doubtful in what the test gave, in sentences. */
    public readonly notes: readonly string[] = [],
    /** The name that the test means: for tokens of CDK code and construct paths. */
    private readonly nameOf: (name: string) => string = (name) => name,
  ) {}

  /** Everything that the terminal and the page show. */
  public get record(): RunRecord {
    return this.rehearsal.record;
  }

  /**
   * An alarm by its name, its logical id (with or without CDK's hash), its construct path, or its `alarmName` in CDK
   * code. Throws an Error that names the nearest alarms.
   */
  public alarm(name: string): AlarmUnderTest {
    const { name: alarm } = alarmNamed(this.rehearsal.model, this.nameOf(name));
    const known = this.alarms.get(alarm) ?? new AlarmUnderTest(this, alarm);
    this.alarms.set(alarm, known);
    return known;
  }

  /** Ms since the epoch of `11m`, `1h30m` or, as a clock in UTC shows it, `09:11`. */
  public instant(time: string): number {
    const { startMs } = this.record;
    return startMs + parseTime(time, startMs);
  }
}

/** One alarm of a finished run. */
export class AlarmUnderTest {
  public constructor(
    public readonly run: RunUnderTest,
    public readonly name: string,
  ) {}
}

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type RunRecord, rehearse, servePage } from '../../rehearsal';
import { MISSING_DYNALITE } from '../../rehearsal/aws/dynalite-tables';
import { type Style, styleFor } from '../../rehearsal/terminal/style';
import { summaryLines } from '../../rehearsal/terminal/summary';
import { timelineLine, timeOf } from '../../rehearsal/terminal/timeline';
import { incident } from '../example/incident';
import { synthesizeExample } from '../example/synthesize';

/** `golden-signals rehearse`: exit code 0 when the rehearsal ran to its end, 2 for a wrong command line or a missing package. */
export async function rehearseCommand(args: readonly string[]): Promise<number> {
  const options = missingPackage() ?? parse(args);
  if (typeof options === 'string') {
    process.stderr.write(`golden-signals rehearse: ${options}\n`);
    return 2;
  }
  const style = styleFor(process.stdout, process.env);
  const say = (line = '') => process.stdout.write(`${line}\n`);

  say(style.dim('Synthesizing the example …'));
  const template = synthesizeExample();
  say(`${style.bold(incident.title)}  ${style.dim(`${incident.minutes} virtual minutes`)}\n`);
  const progress = progressBar(style);
  const { record, trace } = await rehearse({
    template: { templateFile: template },
    scenario: incident,
    onEvent: (event) => {
      const line = timelineLine(event, style);
      if (line !== undefined) progress.above(() => say(line));
      progress.show(event.atMs);
    },
  });
  progress.end();
  say();
  for (const line of summaryLines(record, style)) say(line);
  if (options.trace !== undefined) writeFileSync(options.trace, trace.toJsonl());
  if (options.once) return 0;
  await keepServing(record, options.port, style);
  return 0;
}

interface Options {
  readonly once: boolean;
  readonly port: number;
  readonly trace?: string;
}

/** The example has tables; without them everything in it would fail. */
function missingPackage(): string | undefined {
  try {
    require.resolve('dynalite');
    return undefined;
  } catch {
    return `the example has tables, and ${MISSING_DYNALITE}`;
  }
}

/** The options, or what is wrong with them. */
function parse(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        port: { type: 'string', default: '4100' },
        trace: { type: 'string' },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return `--port ${values.port} is not a port`;
    return { once: values.once, port, trace: values.trace };
  } catch (error) {
    return (error as Error).message;
  }
}

async function keepServing(record: RunRecord, port: number, style: Style): Promise<void> {
  const page = await servePage(record, { port });
  process.stdout.write(
    `\n${style.bold(page.url)}  ${style.dim('the dashboard, the alarms and the chat; Ctrl-C ends it')}\n`,
  );
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await page.close();
}

/** The virtual time on a line of its own, on a terminal only. */
function progressBar(style: Style) {
  const { stderr } = process;
  const clear = () => (stderr.isTTY ? stderr.write('\r\u001b[K') : undefined);
  let shown = '';
  return {
    show(atMs: number): void {
      const now = timeOf(atMs);
      if (!stderr.isTTY || now === shown) return;
      shown = now;
      clear();
      stderr.write(style.dim(`rehearsing ${now}`));
    },
    above(print: () => void): void {
      clear();
      print();
      shown = '';
    },
    end: clear,
  };
}

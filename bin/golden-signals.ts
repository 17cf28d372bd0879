#!/usr/bin/env node
import { TemplateError } from '../rehearsal';
import { auditCommand } from './commands/audit';
import { rehearseCommand } from './commands/rehearse';
import { testCommand } from './commands/test';

/** The commands by name. Each gets the arguments after its name and answers with the exit code. */
const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  audit: (args) => auditCommand(args),
  // These need aws-cdk-lib, which takes a while to load.
  discover: async (args) => (await import('./commands/discover.js')).discoverCommand(args),
  rehearse: rehearseCommand,
  test: (args) => testCommand(args),
  'watch-template': async (args) => (await import('./commands/watch-template.js')).watchTemplateCommand(args),
};

const USAGE = `golden-signals: monitoring that you can rehearse

  golden-signals rehearse [--once] [--port N] [--trace FILE]
      Plays the example's bad hour on a laptop: the synthesized template and the real handlers, in virtual time.
      --once        no page: print the timeline and exit
      --port N      first port to try for the page (default 4100)
      --trace FILE  write the canonical trace, one JSON object a line

  golden-signals test FILE… [--filter TEXT] [--junit FILE] [--json]
      Runs alarm tests: YAML files, or the *.alarms.yaml of folders. Exit code 0: all passed, 1: some failed, 2: a mistake.
      --filter TEXT  only tests with TEXT in their name
      --junit FILE   write the results as CI systems read them
      --json         print the results as JSON

  golden-signals audit TEMPLATE… [--json]
      Reads CloudFormation templates and says what is wrong with their monitoring: alarms that cannot fire, alerts that
      reach nobody. Exit code 0: no error, 1: an error, 2: a mistake.
      --json  print the findings as JSON

  golden-signals watch-template TEMPLATE… [--out FILE|FOLDER] [--email ADDRESS] [--service NAME]
                                [--settings FILE [--environment NAME]]
      Writes a template of SAM, CloudFormation or the Serverless Framework (compiled) with its alarms and dashboard in it:
      deploy that instead. What is not watched, and the price, are told beside.
      --out          a file; a folder for several templates, and for the local ones that they nest (default: print it)
      --email        who gets the alerts (default: topics that you can subscribe to)
      --service      what the service is called (default: the name of the stack)
      --settings     thresholds and the like, as JSON: see Change a default in the README
      --environment  whose values of that file

  golden-signals discover --stack NAME [--region REGION] [--out FILE]
      Reads the resources of a deployed stack into a lock file, for GoldenSignals.watchDeployed in a stack of its own.
`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command !== undefined) return command(args);
  const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
  (asked ? process.stdout : process.stderr).write(
    asked ? USAGE : `golden-signals: there is no command "${name}"\n\n${USAGE}`,
  );
  return asked ? 0 : 2;
}

// Whoever reads may stop: `golden-signals audit … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`golden-signals: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof TemplateError ? 2 : 1;
  },
);

import { readFileSync } from 'node:fs';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { readTemplate } from '../../lib/discover/template-file';
import { GoldenSignals } from '../../lib/golden-signals';
import { EmailChannel } from '../../lib/notify/email-channel';
import type { Settings } from '../../lib/settings/settings';
import { isRecord } from '../../template/template-file';
import { parseTemplateText } from '../../template/template-text';
import { stringify } from '../../template/vendor/yaml';

export interface MonitoredTemplate {
  /** In the format of the file: JSON or YAML. */
  readonly text: string;
  /** What is not watched, and why; what is doubtful; the price; what is left to do. */
  readonly notes: readonly string[];
}

/** Stands for the name of the stack until it is known: a template is deployed under more than one. */
const STACK_NAME = 'GoldenSignalsStackName';
const TEMPLATE_PATH = /Template\/GoldenSignals\/Template\//;
/** Said by the command in words of its own. */
const TOLD_OTHERWISE = /golden-signals:(no-channel-\w+|nested-template)\]$/;
const PSEUDO_STACK_NAME = `${'$'}{AWS::StackName}`;

/** A template with its monitoring in it. It needs no assets and no bootstrap: alerts go to topics, and to e-mail. */
export function monitoredTemplate(
  file: string,
  { email, service, settings }: { readonly email?: string; readonly service?: string; readonly settings?: Settings },
): MonitoredTemplate {
  process.env.CDK_VALIDATION ??= 'false';
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Template', {
    stackName: STACK_NAME,
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const monitoring = new GoldenSignals(stack, 'GoldenSignals', {
    channels: email === undefined ? [] : [new EmailChannel(email)],
    ...(service === undefined ? {} : { serviceName: service }),
    ...(settings === undefined ? {} : { settings }),
    dashboardName: `${STACK_NAME}-golden-signals`,
  }).watchTemplate(file);
  const synthesized = withStackName(app.synth().getStackArtifact(stack.artifactId).template);
  const template = inOrderOf(readTemplate(file).content, synthesized as Record<string, unknown>);
  const notes = notesOf(monitoring, file);
  if (email === undefined)
    notes.push('nobody is told of its alarms yet: give --email ADDRESS, or subscribe to its topics');
  return { text: isJson(file) ? `${JSON.stringify(template, undefined, 2)}\n` : yamlOf(template), notes };
}

/** In one list: what is left out, what is doubtful, the price. */
function notesOf({ node }: GoldenSignals, file: string): string[] {
  const plain = (text: string) => text.replace(TEMPLATE_PATH, '').replace(`${file}: `, '');
  const of = (type: string) =>
    node.metadata.filter((entry) => entry.type === type).map(({ data }) => plain(String(data)));
  const leftOut = of('golden-signals:left-out');
  const doubtful = of('aws:cdk:warning').flatMap((warning) => {
    const message = warning.replace(/ \[ack: \S+\]$/, '');
    return leftOut.includes(message) || TOLD_OTHERWISE.test(warning) ? [] : [message];
  });
  return [
    ...leftOut.map((note) => `not watched: ${note}`),
    ...doubtful.map((message) => `doubtful: ${message}`),
    ...of('golden-signals:price'),
  ];
}

/** What stands in the file comes first, in its order; what is added follows. */
function inOrderOf(content: Readonly<Record<string, unknown>>, template: Record<string, unknown>): object {
  const sorted = (first: object, all: Record<string, unknown>): Record<string, unknown> => {
    const names = new Set([...Object.keys(first).filter((name) => name in all), ...Object.keys(all)]);
    return Object.fromEntries([...names].map((name) => [name, all[name]]));
  };
  return Object.fromEntries(
    Object.entries(sorted(content, template)).map(([name, section]) => {
      const own = content[name];
      return [name, isRecord(own) && isRecord(section) ? sorted(own, section) : section];
    }),
  );
}

/** By what is in it: an extension says little (`.template`, `.json` that is YAML). */
function isJson(file: string): boolean {
  try {
    return isRecord(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch {
    return false;
  }
}

/** As YAML 1.1, which is what CloudFormation reads: texts such as `yes`, `2012-10-17` and `22:22` are quoted. */
function yamlOf(template: object): string {
  const text = stringify(template, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 });
  // Written differently it would mean something else: then JSON, which is YAML too.
  const same = JSON.stringify(parseTemplateText(text, 'the monitored template')) === JSON.stringify(template);
  return same ? text : `${JSON.stringify(template, undefined, 2)}\n`;
}

/** Texts that hold the placeholder, as `Fn::Sub`. */
function withStackName(value: unknown): unknown {
  if (typeof value === 'string') {
    if (!value.includes(STACK_NAME)) return value;
    return { 'Fn::Sub': value.replaceAll('${', '${!').replaceAll(STACK_NAME, PSEUDO_STACK_NAME) };
  }
  if (Array.isArray(value)) return value.map(withStackName);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withStackName(member)]));
}

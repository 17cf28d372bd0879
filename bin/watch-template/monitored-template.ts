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
  /** What is not watched, and why; the price; what is left to do. */
  readonly notes: readonly string[];
}

/** Stands for the name of the stack until it is known: a template is deployed under more than one. */
const STACK_NAME = 'GoldenSignalsStackName';
const TEMPLATE_PATH = /Template\/GoldenSignals\/Template\//;
/** How a warning is acknowledged in a CDK app: nobody can here. */
const ACKNOWLEDGEMENT = / \[ack: [^\]]*\]$/;
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

/** What is not watched, what is doubtful, the price. */
function notesOf({ node: { metadata } }: GoldenSignals, file: string): string[] {
  const told = (type: string) => metadata.filter((entry) => entry.type === type).map(({ data }) => String(data));
  const leftOut = told('golden-signals:left-out');
  const warnings = told('aws:cdk:warning')
    .map((warning) => warning.replace(ACKNOWLEDGEMENT, ''))
    .filter((warning) => !leftOut.includes(warning));
  const plain = (text: string) => text.replace(TEMPLATE_PATH, '').replace(`${file}: `, '');
  return [
    ...leftOut.map((text) => `not watched: ${plain(text)}`),
    ...warnings.map(plain),
    ...told('golden-signals:price'),
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
